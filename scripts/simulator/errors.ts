/**
 * WeChat's codes and English texts, from its table of global return codes and from the pages of the single calls.
 * 40226, 40163 and those of shipping stand only on the pages of the calls.
 */
const ERROR_TEXTS = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40066: 'invalid url',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40226: 'code blocked',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41009: 'missing openid',
  42001: 'access_token expired',
  43002: 'require POST method',
  43101: 'user refuse to accept the msg',
  44002: 'empty post data',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  47003: 'argument invalid!',
  48001: 'api unauthorized',
  10060001: '支付单不存在',
  10060003: '支付单已使用重新发货机会',
  10060004: '支付单处于不可发货的状态',
  10060006: '分拆发货仅支持使用物流快递',
  10060007: '分拆发货模式需提供是否已全部发货',
  10060023: '发货信息未更新',
  10060024: '物流信息列表太长',
} as const;

/** An error code that WeChat answers with. */
export type ErrCode = keyof typeof ERROR_TEXTS;

/** A refusal that reaches the caller as `{errcode, errmsg}` with HTTP 200, as WeChat sends it. */
export class WeChatError extends Error {
  /** `detail` is what WeChat adds to its text, such as the name of a field. */
  constructor(
    readonly errcode: ErrCode,
    detail = '',
  ) {
    super(`${ERROR_TEXTS[errcode]}${detail}`);
    this.name = 'WeChatError';
  }

  /**
   * The body on the wire. WeChat ends every text with a request id, so a client that compares texts is wrong; the
   * simulator does the same to catch it.
   */
  toBody(now: number, random: (bytes: number) => Buffer): { errcode: ErrCode; errmsg: string } {
    const seconds = Math.floor(now / 1000).toString(16);
    const rid = `${seconds}-${random(4).toString('hex')}-${random(4).toString('hex')}`;
    return { errcode: this.errcode, errmsg: `${this.message}, rid: ${rid}` };
  }
}
