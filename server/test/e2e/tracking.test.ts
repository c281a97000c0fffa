import { createHash } from 'node:crypto';
import type { Courier } from '../../src/connectors/courier/courier';
import type { WeChat } from '../../src/connectors/wechat/wechat';
import { createLog } from '../../src/platform/log';
import { createFieldCipher } from '../../src/platform/secrets';
import { createShipmentWork } from '../../src/shipment-work';
import { courierAccount } from '../support/courier-desk';
import { describeOnEachDatabase } from '../support/databases';
import { orderSeen, ParcelBench, shipped } from '../support/parcels';
import { tableRows } from '../support/table-rows';
import type { TestServer } from '../support/test-server';

jest.setTimeout(120_000);

describeOnEachDatabase('parcels that the courier tells of', (kind) => {
  let bench: ParcelBench;
  let server: TestServer;

  beforeAll(async () => {
    bench = await ParcelBench.start(kind);
    server = bench.server;
  });
  afterAll(() => bench.proveAndClose());

  let orderId: string;
  let num: string;
  const com = 'yuantong';
  const at = (time: string) => `2026-03-01T${time}:00+08:00`;
  /** The parcel as its member sees it. */
  const seen = async () => (await orderSeen(server, orderId)).shipments[0];
  const texts = async () => (await seen())?.events.map(({ text }) => text);
  const scan = (state: string, time: string, context: string) =>
    server.courierDesk.scan({ com, num, state, at: at(time), context });

  beforeEach(async () => {
    await bench.signIn();
    // Of this one alone.
    await bench.write('UPDATE shipment SET follow_at = NULL');
    orderId = await bench.placed();
    num = (await shipped(server, orderId)).trackingNumber;
    expect(await server.workOnShipments()).toMatchObject({ parcels: 1, failed: 0 });
  });
  afterEach(async () => {
    await server.courierDesk.faults({ callbackSignature: 'good', doubleCallbacks: false, reorderCallbacks: false });
  });

  it('are subscribed to once, and followed until they are signed for', async () => {
    expect(await server.courierDesk.isSubscribed(num)).toBe(true);
    expect(await server.workOnShipments()).toEqual({ parcels: 0, uploads: 0, failed: 0 });
    await scan('1', '12:00', '已揽收');
    await server.runPayTimers();
    expect(await seen()).toMatchObject({
      state: 'PICKED_UP',
      events: [{ at: '2026-03-01T04:00:00.000Z', text: '已揽收', state: 'PICKED_UP' }],
    });
    await scan('0', '13:00', '到达杭州');
    await scan('5', '14:00', '正在派件');
    await scan('3', '15:00', '已签收');
    await server.runPayTimers();
    expect(await seen()).toMatchObject({ state: 'SIGNED', signedAt: '2026-03-01T07:00:00.000Z' });
    expect(await texts()).toEqual(['已签收', '正在派件', '到达杭州', '已揽收']);
    // The order stays on its way until the member, or time, says otherwise; nobody asks about the parcel any more.
    expect((await orderSeen(server, orderId)).state).toBe('SHIPPED');
    expect(await bench.rows(`SELECT follow_at FROM shipment WHERE tracking_number = '${num}'`)).toEqual([
      { follow_at: null },
    ]);
  });

  it('by a callback that comes twice, late or out of order, are where the latest event says', async () => {
    await server.courierDesk.faults({ reorderCallbacks: true, doubleCallbacks: true });
    await scan('1', '12:00', '已揽收');
    await scan('3', '15:00', '已签收');
    // The one with less in it comes after the one with more.
    await server.runPayTimers();
    const { id } = (await server.courierDesk.callbacks()).at(-2) ?? { id: '' };
    expect(await server.courierDesk.tell(id)).toEqual([200, 200]);
    expect(await seen()).toMatchObject({ state: 'SIGNED', signedAt: '2026-03-01T07:00:00.000Z' });
    expect(await texts()).toEqual(['已签收', '已揽收']);
    // What happened earlier is told later.
    await server.courierDesk.faults({ reorderCallbacks: false });
    await scan('0', '13:00', '到达杭州');
    await server.runPayTimers();
    expect([(await seen())?.state, await texts()]).toEqual(['SIGNED', ['已签收', '到达杭州', '已揽收']]);
  });

  it('by a callback that is forged, or of a parcel that is not ours, are as they were', async () => {
    await scan('1', '12:00', '已揽收');
    await server.runPayTimers();
    const { id } = (await server.courierDesk.callbacks()).at(-1) ?? { id: '' };
    const callBack = (form: Record<string, string>) =>
      fetch(`${server.url}/callbacks/kuaidi100`, { method: 'POST', body: new URLSearchParams(form) });
    const before = await tableRows(server.database);
    await server.courierDesk.faults({ callbackSignature: 'bad' });
    expect(await server.courierDesk.tell(id)).toEqual([400]);
    const param = (nu: string) => JSON.stringify({ lastResult: { com, nu, state: '3', data: [] } });
    const signed = (text: string) => ({ param: text, sign: signature(text) });
    const unknown = await callBack(signed(param('UNKNOWN001')));
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { result: false }]);
    const malformed: Record<string, string>[] = [{}, { param: param(num) }, signed('no json'), signed('{}')];
    for (const form of malformed) {
      expect((await callBack(form)).status).toBe(400);
    }
    // Signed, but changed on the way.
    expect((await callBack({ ...signed(param(num)), param: param(num).replace('3', '4') })).status).toBe(400);
    expect(await tableRows(server.database)).toEqual(before);
    const good = await callBack(signed(param(num)));
    expect([good.status, await good.json()]).toEqual([200, { result: true, returnCode: '200', message: '成功' }]);
  });

  it('are asked about when callbacks never come, and subscribed to again when they are given up', async () => {
    await server.courierDesk.faults({ dropCallbacks: 10 });
    await scan('1', '12:00', '已揽收');
    await server.runPayTimers();
    server.clock.advance({ hours: 11 });
    expect(await server.workOnShipments()).toMatchObject({ parcels: 0 });
    server.clock.advance({ hours: 1 });
    expect(await server.workOnShipments()).toMatchObject({ parcels: 1, failed: 0 });
    expect(await seen()).toMatchObject({ state: 'PICKED_UP' });
    await server.courierDesk.faults({ dropCallbacks: 0 });
    await server.courierDesk.abort({ com, num });
    await server.runPayTimers();
    expect(await server.courierDesk.isSubscribed(num)).toBe(false);
    server.clock.advance({ hours: 12 });
    await server.workOnShipments();
    expect(await server.courierDesk.isSubscribed(num)).toBe(true);
    // After two months nobody looks for it any more.
    server.clock.advance({ days: 61 });
    expect(await server.workOnShipments()).toMatchObject({ parcels: 0 });
  });

  it('are taken up by one of several servers, and by another when that one breaks off', async () => {
    await shipped(server, await bench.placed());
    const database = await server.anotherInstance();
    const { clock } = server;
    const parts = { database, clock, cipher: createFieldCipher(Buffer.alloc(32)), log: createLog('silent') };
    let hanging = {} as Courier;
    let release = () => {};
    const asked = new Promise<void>((heard) => {
      const subscribe = () =>
        new Promise<void>((resolve) => {
          release = resolve;
          heard();
        });
      hanging = { subscribe } as unknown as Courier;
    });
    const other = createShipmentWork({ ...parts, courier: hanging, wechat: {} as WeChat });
    const running = other.run();
    await asked;
    expect(await server.workOnShipments()).toMatchObject({ parcels: 0 });
    clock.advance({ seconds: 60 });
    expect(await server.workOnShipments()).toMatchObject({ parcels: 1, failed: 0 });
    release();
    expect(await running).toMatchObject({ parcels: 1, failed: 0 });
  });

  it('are tried again after pauses while the courier fails, and one does not hold up the others', async () => {
    await server.courierDesk.faults({ busyAnswers: 1, garbledAnswers: 1 });
    await Promise.all([shipped(server, await bench.placed()), shipped(server, await bench.placed())]);
    const carrier = 'shunfeng';
    const third = await shipped(server, await bench.placed(), { carrier, trackingNumber: 'SF-BUSY-1' });
    expect(await server.workOnShipments()).toMatchObject({ parcels: 3, failed: 2 });
    // Its carrier tells nothing without the last digits of the phone.
    expect(await server.courierDesk.isSubscribed(third.trackingNumber)).toBe(true);
    expect(await bench.rows('SELECT failures FROM shipment WHERE problem IS NOT NULL')).toHaveLength(2);
    expect(await server.workOnShipments()).toMatchObject({ parcels: 0 });
    server.clock.advance({ seconds: 30 });
    expect(await server.workOnShipments()).toMatchObject({ parcels: 2, failed: 0 });
    expect(await bench.rows('SELECT failures FROM shipment WHERE problem IS NOT NULL')).toEqual([]);
  });
});

/** Written out: the server's own is what is tried. */
function signature(param: string): string {
  return createHash('md5').update(`${param}${courierAccount.salt}`).digest('hex').toUpperCase();
}
