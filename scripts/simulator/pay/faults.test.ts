import { jsapiOrder, MCHID, PayFixture } from './fixture';

let sim: PayFixture;

beforeEach(() => {
  sim = new PayFixture();
});

afterEach(async () => {
  await sim.app.close();
});

const JSAPI = '/v3/pay/transactions/jsapi';

it('answers the next calls with SYSTEM_ERROR and does nothing', async () => {
  await sim.faults({ systemErrors: 2 });
  for (let call = 0; call < 2; call++) {
    const reply = await sim.post(JSAPI, jsapiOrder());
    expect(reply).toMatchObject({ status: 500, json: { code: 'SYSTEM_ERROR' } });
    expect(sim.isSigned(reply.headers, reply.text)).toBe(true);
  }
  expect((await sim.query()).status).toBe(404);
});

it('counts no call that is not the merchant’s', async () => {
  await sim.faults({ systemErrors: 1 });
  expect((await sim.post(JSAPI, jsapiOrder(), { mchid: '1' })).status).toBe(401);
  expect((await sim.post(JSAPI, jsapiOrder())).status).toBe(500);
  expect((await sim.post(JSAPI, jsapiOrder())).status).toBe(200);
});

describe('over a connection', () => {
  /** A signed order by HTTP. */
  async function send(signal?: AbortSignal): Promise<Response> {
    const address = await sim.app.listen({ host: '127.0.0.1', port: 0 });
    const body = JSON.stringify(jsapiOrder());
    const headers = { 'content-type': 'application/json', authorization: sim.authorization('POST', JSAPI, body) };
    return fetch(`${address}${JSAPI}`, { method: 'POST', headers, body, signal });
  }

  it('does what was asked and loses the answer', async () => {
    await sim.faults({ lostAnswers: 1 });
    await expect(send()).rejects.toThrow('fetch failed');
    expect((await sim.query()).json).toMatchObject({ mchid: MCHID, trade_state: 'NOTPAY' });
    expect((await sim.post(JSAPI, jsapiOrder())).status).toBe(200);
  });

  it('does nothing and never answers', async () => {
    await sim.faults({ unanswered: 1 });
    const sent = send();
    sent.catch(() => undefined);
    const deadline = Date.now() + 10_000;
    while ((await sim.own('GET', '/simulator/pay/faults')).unanswered !== 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect((await sim.query()).status).toBe(404);
    // It lets go in the end, without a word.
    await sim.advance(60_000);
    await expect(sent).rejects.toThrow('fetch failed');
  });
});

it.each([
  { systemErrors: -1 },
  { systemErrors: 1.5 },
  { systemErrors: 1001 },
  { signingKey: 'other' },
  { wrongAmount: 'maybe' },
  { dropNotification: 1 },
  { notificationSignature: 'none' },
])('refuses %j and changes nothing', async (faults) => {
  const before = await sim.own('GET', '/simulator/pay/faults');
  expect(await sim.faults({ delaySeconds: 1, ...faults })).toMatchObject({ status: 400, error: expect.any(String) });
  expect(await sim.own('GET', '/simulator/pay/faults')).toEqual(before);
});

it('keeps what is not named, and all is well after a reset', async () => {
  const well = await sim.own('GET', '/simulator/pay/faults');
  await sim.faults({ wrongAmount: true });
  await sim.faults({ delaySeconds: 5 });
  expect(await sim.own('GET', '/simulator/pay/faults')).toEqual({ ...well, wrongAmount: true, delaySeconds: 5 });
  expect(await sim.own('POST', '/simulator/pay/faults/reset')).toEqual(well);
});
