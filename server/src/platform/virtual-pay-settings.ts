import { ConfigurationError } from './errors';

/** An account of virtual payment (虚拟支付) and how WeChat pushes its messages, as the operator sets them. */
export interface VirtualPayAccount {
  offerId: string;
  appKey: string;
  sandbox: boolean;
  pushToken: string;
  /** Absent: messages come in the clear. */
  encodingAesKey?: string;
}

/** What each setting is, for whom it is missing. */
const REQUIRED = {
  VIRTUAL_PAY_OFFER_ID: 'set it to the id of your account of virtual payment, from mp.weixin.qq.com',
  VIRTUAL_PAY_APP_KEY: 'set it to the AppKey of your account of virtual payment',
  WECHAT_PUSH_TOKEN: 'set it to the token of the message push of your mini-program',
} as const;

type Required = keyof typeof REQUIRED;

/** The variables of the environment that it reads. */
export type VirtualPayVariables = { [name in Required]?: string } & {
  VIRTUAL_PAY_SANDBOX: '0' | '1';
  WECHAT_PUSH_AES_KEY?: string;
};

/** The account, when one is set: all of it or nothing. Throws ConfigurationError with the variable and the fix. */
export function virtualPayAccount(values: VirtualPayVariables): VirtualPayAccount | undefined {
  const names = Object.keys(REQUIRED) as Required[];
  if (names.every((name) => values[name] === undefined)) return undefined;
  const given = (name: Required) => values[name] ?? refuse(name, `is not set: ${REQUIRED[name]}`);
  const { VIRTUAL_PAY_SANDBOX: sandbox, WECHAT_PUSH_AES_KEY: encodingAesKey } = values;
  const pushToken = given('WECHAT_PUSH_TOKEN');
  if (!/^[0-9A-Za-z]{3,32}$/.test(pushToken)) refuse('WECHAT_PUSH_TOKEN', 'must be 3 to 32 letters and digits');
  if (encodingAesKey !== undefined && !/^[0-9A-Za-z]{43}$/.test(encodingAesKey)) {
    refuse('WECHAT_PUSH_AES_KEY', 'must be the 43 letters and digits of EncodingAESKey');
  }
  return {
    offerId: given('VIRTUAL_PAY_OFFER_ID'),
    appKey: given('VIRTUAL_PAY_APP_KEY'),
    sandbox: sandbox === '1',
    pushToken,
    encodingAesKey,
  };
}

function refuse(name: string, words: string): never {
  throw new ConfigurationError(`${name} ${words}.`);
}
