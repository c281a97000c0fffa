import { PayFixture } from './pay/fixture';

const MINI = { appid: 'wx00000000000000a1', secret: 'demo-mini-app-secret' };
const WEB = { appid: 'wx00000000000000b2', secret: 'demo-web-app-secret' };

let sim: PayFixture;
let transactionId: string;
beforeEach(async () => {
  sim = new PayFixture();
  await sim.paid();
  const { notifications } = await sim.own('GET', '/simulator/pay/notifications');
  transactionId = (notifications as { content: { transaction_id: string } }[])[0]?.content.transaction_id ?? '';
});
afterEach(() => sim.app.close());

async function upload(over: object = {}, app = MINI): Promise<unknown> {
  const token = await sim.own('POST', '/cgi-bin/stable_token', { grant_type: 'client_credential', ...app });
  const body = {
    order_key: { order_number_type: 2, transaction_id: transactionId },
    ...{ logistics_type: 1, delivery_mode: 1 },
    shipping_list: [parcel('YT1')],
    upload_time: '2025-01-01T08:00:00.000+08:00',
    payer: { openid: 'o-mini-lin' },
    ...over,
  };
  const url = `/wxa/sec/order/upload_shipping_info?access_token=${String(token.access_token)}`;
  return (await sim.own('POST', url, body)).errcode;
}

const parcel = (tracking_no: string, more: object = {}) => ({
  ...{ tracking_no, express_company: 'YTO', item_desc: '保温杯*1' },
  ...more,
});
const split = (isAll: boolean, ...numbers: string[]) => ({
  ...{ delivery_mode: 2, is_all_delivered: isAll },
  shipping_list: numbers.map((number) => parcel(number)),
});

describe('the shipping of a paid order', () => {
  it('is told once; the same again is known, and another is its one chance', async () => {
    expect(await upload()).toBe(0);
    expect(await upload({ upload_time: '2025-01-01T09:00:00.000+08:00' })).toBe(10060023);
    expect(await upload({ shipping_list: [parcel('YT2')] })).toBe(0);
    expect(await upload({ shipping_list: [parcel('YT3')] })).toBe(10060003);
    const [told] = (await sim.app.inject('/simulator/shipping.json')).json();
    expect(told).toMatchObject({
      transactionId,
      isComplete: true,
      upload: { shipping_list: [{ tracking_no: 'YT2' }] },
    });
  });

  it('is told part by part', async () => {
    expect((await sim.app.inject('/simulator/shipping')).body).toContain('nothing was told yet');
    expect(await upload(split(false, 'YT1'))).toBe(0);
    expect((await sim.app.inject('/simulator/shipping')).body).toContain('more to come');
    expect(await upload(split(false, 'YT1', 'YT2'))).toBe(0);
    expect(await upload(split(true, 'YT1', 'YT2', 'YT3'))).toBe(0);
    expect((await sim.app.inject('/simulator/shipping')).body).toContain('all shipped');
  });

  it('is refused for another payment, payer or application, and once money went back', async () => {
    const order_key = { order_number_type: 2, transaction_id: '4200' };
    expect(await upload({ order_key })).toBe(10060001);
    expect(await upload({ payer: { openid: 'o-mini-chen' } })).toBe(10060001);
    expect(await upload({}, WEB)).toBe(48001);
    await sim.refund();
    expect(await upload()).toBe(10060004);
  });

  it.each<[number, object]>([
    [47001, { shipping_list: [] }],
    [47001, { shipping_list: [parcel('')] }],
    [47001, { shipping_list: [parcel('YT1'), parcel('YT2')] }],
    [47001, { shipping_list: [parcel('YT1', { item_desc: '长'.repeat(121) })] }],
    [47001, { shipping_list: [parcel('SF1', { express_company: 'SF' })] }],
    [47001, { shipping_list: [parcel('SF1', { contact: { receiver_contact: '13800001234' } })] }],
    [47001, { upload_time: 'now' }],
    [10060007, { delivery_mode: 2 }],
    [10060006, { ...split(true, 'YT1'), logistics_type: 3 }],
    [10060024, split(true, ...Array.from({ length: 16 }, (_, index) => `YT${index}`))],
    [0, { shipping_list: [parcel('SF1', { express_company: 'SF', contact: { receiver_contact: '138****1234' } })] }],
    [0, { logistics_type: 3, shipping_list: [{ item_desc: '话费充值' }] }],
  ])('is answered %d where the form says so', async (errcode, over) => {
    expect(await upload(over)).toBe(errcode);
  });
});
