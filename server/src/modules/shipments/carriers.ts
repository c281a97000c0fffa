/** A company that carries parcels, as we, Kuaidi100 and WeChat call it. */
export interface Carrier {
  /** Kuaidi100's code, which is ours too. */
  code: string;
  /** WeChat's `delivery_id`. */
  wechat: string;
  name: { 'zh-CN': string; en: string };
  /** Tells nothing about a parcel without the last digits of a phone. */
  asksForPhone?: true;
}

/** Every carrier that staff may name. */
const carriers: readonly Carrier[] = [
  { code: 'shunfeng', wechat: 'SF', name: { 'zh-CN': '顺丰速运', en: 'SF Express' }, asksForPhone: true },
  { code: 'zhongtong', wechat: 'ZTO', name: { 'zh-CN': '中通快递', en: 'ZTO Express' }, asksForPhone: true },
  { code: 'yuantong', wechat: 'YTO', name: { 'zh-CN': '圆通速递', en: 'YTO Express' } },
  { code: 'yunda', wechat: 'YD', name: { 'zh-CN': '韵达速递', en: 'Yunda Express' } },
  { code: 'shentong', wechat: 'STO', name: { 'zh-CN': '申通快递', en: 'STO Express' } },
  { code: 'jtexpress', wechat: 'JTSD', name: { 'zh-CN': '极兔速递', en: 'J&T Express' } },
  { code: 'jd', wechat: 'JD', name: { 'zh-CN': '京东快递', en: 'JD Logistics' } },
  { code: 'ems', wechat: 'EMS', name: { 'zh-CN': '邮政 EMS', en: 'EMS' } },
  { code: 'youzhengguonei', wechat: 'YZPY', name: { 'zh-CN': '邮政快递包裹', en: 'China Post' } },
  { code: 'debangkuaidi', wechat: 'DBL', name: { 'zh-CN': '德邦快递', en: 'Deppon Express' } },
];

/** The codes of all carriers. */
export const carrierCodes: readonly string[] = carriers.map(({ code }) => code);

const byCode = new Map(carriers.map((carrier) => [carrier.code, carrier]));

/** A carrier by its code; one that is no longer in the table is called by its code. */
export function carrierOf(code: string): Carrier {
  return byCode.get(code) ?? { code, wechat: 'OTHERS', name: { 'zh-CN': code, en: code } };
}
