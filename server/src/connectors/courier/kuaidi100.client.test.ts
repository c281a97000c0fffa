import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSimulator } from '../../../../scripts/simulator/app';
import { CallbackRefused, type Courier, CourierError, type CourierProblem } from './courier';
import { createKuaidi100Client, type Kuaidi100Settings } from './kuaidi100.client';

const settings = {
  customer: 'DEMO0KUAIDI100CUSTOMER0000000000',
  key: 'demo-kuaidi100-key',
  salt: 'salt',
  callbackUrl: 'https://member.example.com/callbacks/kuaidi100',
};
const parcel = { carrier: 'yuantong', number: 'YT1234567890' };

async function expectProblem(call: Promise<unknown>, problem: CourierProblem): Promise<void> {
  const error = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CourierError);
  expect((error as CourierError).problem).toBe(problem);
  expect(String(error)).not.toContain(settings.key);
}

/** Reads what is asked, and answers it. */
async function listening(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('the Kuaidi100 client', () => {
  let asked: { url?: string; form: Record<string, string> };
  let answer: string;
  let stub: Awaited<ReturnType<typeof listening>>;
  let client: Courier;
  beforeAll(async () => {
    stub = await listening((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const form = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
        asked = { url: request.url, form };
        response.end(answer);
      });
    });
    client = createKuaidi100Client({ ...settings, customer: 'CUST0', key: 'KEY0', apiUrl: stub.url });
  });
  afterAll(() => {
    stub.server.closeAllConnections();
    stub.server.close();
  });

  it('signs a query as Kuaidi100 does: MD5 of param, key and customer, in capitals', async () => {
    answer = '{"message":"ok","status":"200","state":"0","data":[]}';
    expect(await client.query({ carrier: 'yuantong', number: 'YT0000000001' })).toEqual([]);
    expect(asked).toEqual({
      url: '/poll/query.do',
      form: {
        customer: 'CUST0',
        param: '{"com":"yuantong","num":"YT0000000001","resultv2":"4"}',
        // md5sum of the text `{…}KEY0CUST0`.
        sign: 'A4C2E2DC9153BF89C1ACFD5C6E12BF1F',
      },
    });
  });

  it('names the last digits of a phone only where they are given', async () => {
    answer = '{"result":true,"returnCode":"200","message":"提交成功"}';
    await client.subscribe({ carrier: 'shunfeng', number: 'SF0000000001', phone: '1234' });
    expect(asked.url).toBe('/poll');
    expect(asked.form.schema).toBe('json');
    expect(JSON.parse(asked.form.param ?? '')).toEqual({
      ...{ company: 'shunfeng', number: 'SF0000000001', key: 'KEY0' },
      parameters: { callbackurl: settings.callbackUrl, salt: 'salt', resultv2: '4', phone: '1234' },
    });
    answer = '{"result":false,"returnCode":"501","message":"POLL:重复订阅"}';
    await client.subscribe(parcel);
    expect(JSON.parse(asked.form.param ?? '').parameters).not.toHaveProperty('phone');
  });

  it('reads events in the time of China, the earliest first, each with its own state', async () => {
    const line = (time: string, context: string, statusCode?: string) => ({ time, ftime: time, context, statusCode });
    answer = JSON.stringify({
      ...{ message: 'ok', nu: 'x', ischeck: '1', com: 'yuantong', status: '200', state: '301' },
      data: [
        line('2026-03-01 15:00:00', ' 已签收 '),
        line('2026-03-01 14:00:00', '驿站代收', '501'),
        line('2026-03-01 13:00:00', '第二条', '1002'),
        line('2026-03-01 13:00:00', '第一条', '0'),
        line('soon', '没有时间', '0'),
        line('2026-02-28 23:30:00', '谁知道', '9999'),
      ],
    });
    expect(await client.query(parcel)).toEqual([
      { at: new Date('2026-02-28T15:30:00.000Z'), text: '谁知道', state: undefined },
      { at: new Date('2026-03-01T05:00:00.000Z'), text: '第一条', state: 'ON_THE_WAY' },
      { at: new Date('2026-03-01T05:00:00.000Z'), text: '第二条', state: 'ON_THE_WAY' },
      { at: new Date('2026-03-01T06:00:00.000Z'), text: '驿站代收', state: 'DELIVERING' },
      { at: new Date('2026-03-01T07:00:00.000Z'), text: '已签收', state: 'SIGNED' },
    ]);
  });

  it.each([
    [0, 'ON_THE_WAY'],
    [1, 'PICKED_UP'],
    [2, 'PROBLEM'],
    [3, 'SIGNED'],
    [4, 'RETURNED'],
    [5, 'DELIVERING'],
    [6, 'SENT_BACK'],
    [7, 'ON_THE_WAY'],
    [8, 'ON_THE_WAY'],
    [14, 'PROBLEM'],
    [102, 'SENT'],
    [99, undefined],
    ['constructor', undefined],
  ])('reads state %s as %s', async (state, meaning) => {
    const data = [{ ftime: '2026-03-01 15:00:00', context: 'x' }];
    answer = JSON.stringify({ message: 'ok', status: '200', state, data });
    expect((await client.query(parcel)).map((event) => event.state)).toEqual([meaning]);
  });

  it.each<[string, CourierProblem]>([
    ['400', 'refused'],
    ['408', 'refused'],
    ['700', 'refused'],
    ['701', 'refused'],
    ['503', 'misconfigured'],
    ['600', 'misconfigured'],
    ['601', 'misconfigured'],
    ['502', 'busy'],
    ['999', 'busy'],
  ])('says what an answer %s means', async (returnCode, problem) => {
    answer = JSON.stringify({ result: false, returnCode, message: 'no' });
    await expectProblem(client.subscribe(parcel), problem);
    await expectProblem(client.query(parcel), problem);
  });

  it('knows that nothing is known yet, and that a busy subscription is none', async () => {
    answer = '{"result":false,"returnCode":"500","message":"查询无结果，请隔段时间再查"}';
    expect(await client.query(parcel)).toEqual([]);
    await expectProblem(client.subscribe(parcel), 'busy');
  });

  it.each(['<html>', '', 'null', '[]', '{}', '{"result":"yes"}', '{"data":"x"}'])(
    'is told nothing by %j',
    async (text) => {
      answer = text;
      await expectProblem(client.query(parcel), 'busy');
      await expectProblem(client.subscribe(parcel), 'busy');
    },
  );

  it('says busy when nobody is there, or there is no answer in time', async () => {
    const nowhere = createKuaidi100Client({ ...settings, apiUrl: 'http://127.0.0.1:1' });
    await expectProblem(nowhere.query(parcel), 'busy');
    const silent = await listening(() => undefined);
    const waiting = createKuaidi100Client({ ...settings, apiUrl: silent.url, timeoutMs: 50 });
    await expectProblem(waiting.subscribe(parcel), 'busy');
    silent.server.closeAllConnections();
    silent.server.close();
  });
});

describe('a callback of Kuaidi100', () => {
  const client = createKuaidi100Client({ ...settings, apiUrl: 'http://127.0.0.1:1' });
  const param =
    '{"status":"polling","lastResult":{"com":"yuantong","nu":"YT1","state":"5","data":[{"context":"派件","ftime":"2026-03-01 12:00:00"}]}}';
  // md5sum of the text `{…}salt`.
  const sign = '451E741118816AB45F6C3E697051BAFC';

  it('is read when its signature is good, in whichever case', () => {
    const told = {
      ...{ carrier: 'yuantong', number: 'YT1', isLost: false },
      events: [{ at: new Date('2026-03-01T04:00:00.000Z'), text: '派件', state: 'DELIVERING' }],
    };
    expect(client.readCallback({ param, sign })).toEqual(told);
    expect(client.readCallback({ param, sign: sign.toLowerCase() })).toEqual(told);
  });

  it('is refused otherwise', () => {
    const changes: { param?: unknown; sign?: unknown }[] = [
      {},
      { param },
      { param: [param], sign },
      { param, sign: '' },
      { param, sign: `${sign}0` },
      { param: param.replace('"5"', '"3"'), sign },
    ];
    for (const form of changes) expect(() => client.readCallback(form)).toThrow(CallbackRefused);
  });
});

describe('the Kuaidi100 client, against the simulator', () => {
  const now = Date.parse('2026-03-01T04:00:00.000Z');
  const simulator = buildSimulator({ now: () => now, schedule: () => undefined });
  let url: string;
  beforeAll(async () => {
    url = await simulator.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => simulator.close());
  const clientOf = (changes: Partial<Kuaidi100Settings> = {}) =>
    createKuaidi100Client({ ...settings, apiUrl: url, ...changes });

  it('subscribes, again too, and asks', async () => {
    const client = clientOf();
    await client.subscribe(parcel);
    await client.subscribe(parcel);
    expect(await client.query(parcel)).toEqual([]);
    const scan = { com: parcel.carrier, num: parcel.number };
    await simulator.inject({ method: 'POST', url: '/simulator/courier/scan', payload: scan });
    expect(await client.query(parcel)).toMatchObject([{ at: new Date(now), state: 'PICKED_UP' }]);
  });

  it('is told what is wrong', async () => {
    await expectProblem(clientOf({ customer: 'other' }).query(parcel), 'misconfigured');
    await expectProblem(clientOf({ key: 'other' }).query(parcel), 'misconfigured');
    await expectProblem(clientOf({ key: 'other' }).subscribe(parcel), 'misconfigured');
    const secretive = { carrier: 'shunfeng', number: 'SF1234567890' };
    await expectProblem(clientOf().query(secretive), 'refused');
    await expectProblem(clientOf().subscribe(secretive), 'refused');
    await clientOf().subscribe({ ...secretive, phone: '1234' });
  });
});
