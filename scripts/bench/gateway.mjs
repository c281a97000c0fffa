// @ts-check
/** Calls of the gateway. */

const RECORD = `mutation Record($input: EventsRecordInput!) {
  eventsRecord(input: $input) { results { eventId status code message } userErrors { code message } }
}`;

/**
 * @param {string} url of the server
 * @param {string} token
 * @param {object} body
 * @returns {Promise<{ data?: any, errors?: { message: string }[] }>}
 */
export async function callGateway(url, token, body) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const answer = /** @type {{ data?: any, errors?: { message: string }[] }} */ (await response.json());
  if (answer.errors || !answer.data) throw new Error(`The gateway answered ${JSON.stringify(answer).slice(0, 2000)}`);
  return answer;
}

/**
 * Records events by `eventsRecord`, every list call by call and all lists at once. Throws unless all were accepted.
 * @param {string} url of the server
 * @param {string} token of the partner
 * @param {readonly (readonly import('./events.mjs').SentEvent[])[]} lists
 * @param {number} perCall events in one call
 * @returns {Promise<number>} seconds
 */
export async function recordInCalls(url, token, lists, perCall) {
  const calls = lists.map((events) => {
    const starts = Array.from({ length: Math.ceil(events.length / perCall) }, (_, index) => index * perCall);
    return starts.map((start) => ({
      query: RECORD,
      variables: { input: { events: events.slice(start, start + perCall) } },
    }));
  });
  const startedAt = performance.now();
  const answers = await Promise.all(
    calls.map(async (own) => {
      const data = [];
      for (const body of own) data.push((await callGateway(url, token, body)).data.eventsRecord);
      return data;
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const { results, userErrors } of answers.flat()) {
    const fault = userErrors[0] ?? results.find((/** @type {{ status: string }} */ { status }) => status !== 'APPLIED');
    if (fault) throw new Error(`An event was not recorded: ${JSON.stringify(fault)}`);
  }
  return seconds;
}
