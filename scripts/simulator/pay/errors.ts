/** The codes that the simulator answers with: HTTP status and WeChat Pay's text. */
const ERRORS = {
  PARAM_ERROR: [400, '参数错误'],
  INVALID_REQUEST: [400, '无效请求'],
  APPID_MCHID_NOT_MATCH: [400, 'AppID和mch_id不匹配'],
  ORDER_CLOSED: [400, '该订单已关闭'],
  ORDERPAID: [400, '该订单已支付'],
  NO_STATEMENT_EXIST: [400, '请求的账单文件不存在'],
  STATEMENT_CREATING: [400, '请求的账单正在生成中'],
  SIGN_ERROR: [401, '错误的签名，验签失败'],
  RULE_LIMIT: [403, '业务规则限制'],
  ORDER_NOT_EXIST: [404, '订单不存在'],
  RESOURCE_NOT_EXISTS: [404, '请求的资源不存在'],
  SYSTEM_ERROR: [500, '系统异常，请稍后重试'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

/** An error code of WeChat Pay. */
export type PayErrorCode = keyof typeof ERRORS;

/** A refusal that reaches the merchant as `{code, message, detail}` with the status of its code. */
export class PayError extends Error {
  readonly status: number;

  /** @param message WeChat Pay's general text for the code unless given */
  constructor(
    readonly code: PayErrorCode,
    message: string = ERRORS[code][1],
    readonly detail?: object,
  ) {
    super(message);
    this.name = 'PayError';
    this.status = ERRORS[code][0];
  }

  /** The body on the wire. */
  toBody(): { code: PayErrorCode; message: string; detail?: object } {
    return { code: this.code, message: this.message, ...(this.detail ? { detail: this.detail } : {}) };
  }
}

/** A parameter against the rules. `field` is its path, e.g. `/body/amount/total`. */
export function parameterError(field: string, message: string): PayError {
  const location = field.split('/', 2)[1] ?? 'body';
  return new PayError('PARAM_ERROR', `输入源“${field}”校验失败：${message}`, { field, location, issue: message });
}
