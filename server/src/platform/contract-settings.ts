import { ConfigurationError } from './errors';

/** A merchant's template of contracts (委托代扣), as its operator sets it. */
export interface ContractAccount {
  /** Of API v2; another than that of API v3. */
  apiKey: string;
  signType: 'MD5' | 'HMAC-SHA256';
  planId: string;
}

/** The variables of the environment that it reads. */
export interface ContractVariables {
  WECHAT_PAY_API_V2_KEY?: string;
  WECHAT_PAY_CONTRACT_PLAN_ID?: string;
  WECHAT_PAY_CONTRACT_SIGN_TYPE: 'MD5' | 'HMAC-SHA256';
}

/**
 * The template, when one is set; it needs the merchant of WeChat Pay. Throws ConfigurationError with the variable and the
 * fix.
 */
export function contractAccount(values: ContractVariables, hasMerchant: boolean): ContractAccount | undefined {
  const { WECHAT_PAY_API_V2_KEY: apiKey, WECHAT_PAY_CONTRACT_PLAN_ID: planId } = values;
  if (apiKey === undefined && planId === undefined) return undefined;
  if (apiKey === undefined)
    return refuse('WECHAT_PAY_API_V2_KEY', 'is not set: set it to the API v2 key of your merchant');
  if (planId === undefined) {
    return refuse('WECHAT_PAY_CONTRACT_PLAN_ID', 'is not set: set it to the number of your template of contracts');
  }
  if (!/^[0-9A-Za-z]{32}$/.test(apiKey)) refuse('WECHAT_PAY_API_V2_KEY', 'must be the 32 letters and digits of API v2');
  if (!/^\d{1,28}$/.test(planId)) refuse('WECHAT_PAY_CONTRACT_PLAN_ID', 'must be digits');
  if (!hasMerchant) refuse('WECHAT_PAY_MCH_ID', 'is not set: contracts are of a merchant of WeChat Pay');
  return { apiKey, signType: values.WECHAT_PAY_CONTRACT_SIGN_TYPE, planId };
}

function refuse(name: string, words: string): never {
  throw new ConfigurationError(`${name} ${words}.`);
}
