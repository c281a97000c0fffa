import { mutate } from './sessions';
import type { TestServer } from './test-server';

/** What became of an event, as the gateway tells it. */
export interface ResultOfEvent {
  eventId: string;
  status: string;
  code: string | null;
  message: string | null;
}

/** An event as a partner sends it; what is left out is filled in. */
export interface SentEvent {
  eventId: string;
  type?: string;
  memberRef?: string;
  occurredAt?: Date | string;
  amountFen?: number | null;
  memberDiscountFen?: number | null;
  subject?: string | null;
  reverses?: string | null;
  data?: object | null;
}

/** Records events as the partner of the token; by default loans of `lin`, now. */
export async function record(
  server: TestServer,
  token: string,
  events: SentEvent[],
): Promise<{ results: ResultOfEvent[]; userErrors: { code: string; field: string[] | null }[] }> {
  const occurredAt = server.clock.businessNow();
  const complete = events.map((event) => ({ type: 'loan.disbursed', memberRef: 'lin', occurredAt, ...event }));
  const selection = 'results { eventId status code message }';
  type Payload = { results: ResultOfEvent[] };
  const answer = await mutate<Payload>(server, 'eventsRecord', { events: complete }, { token, selection });
  if (!answer.data) throw new Error(JSON.stringify(answer));
  return answer.data.payload;
}

/** Status and code of each result, in order: `APPLIED`, `REJECTED EVENT_TOO_OLD`. */
export const told = (results: readonly ResultOfEvent[]): string[] =>
  results.map(({ status, code }) => (code ? `${status} ${code}` : status));

/** A token of a new partner with all scopes. */
export async function newPartnerToken(
  server: TestServer,
  clientId: string,
  rights: { mayRegister?: boolean; eventTypes?: string[]; scopes?: string[] } = {},
): Promise<string> {
  const input = { clientId, name: clientId, scopes: ['MEMBERS_READ', 'EVENTS_WRITE'], ...rights };
  type Created = { clientSecret: string };
  const options = { token: 'demo-admin', selection: 'clientSecret' };
  const { data } = await mutate<Created>(server, 'partnerCreate', input, options);
  const response = await fetch(`${server.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: data.payload.clientSecret,
    }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

/** A member’s growth, as staff see it; undefined when nobody bears the reference. */
export async function growthOf(server: TestServer, ref: string): Promise<number | undefined> {
  type Answer = { member: { growth: { value: number } } | null };
  const query = 'query ($ref: String!) { member(ref: $ref) { growth { value } } }';
  const { data } = await server.graphql<Answer>(query, { token: 'demo-viewer', variables: { ref } });
  return data.member?.growth.value;
}
