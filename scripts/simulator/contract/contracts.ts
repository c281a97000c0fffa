import type { AppDirectory } from '../apps';
import { billTime, dayOf, stamp } from '../pay/time';
import type { SimulatorDeps, WeChatUser } from '../types';
import { openidOf } from '../users';
import type { NoticeDesk, PapayMerchant } from './notices';
import type { RuleClock } from './rule-clock';
import { V2Error } from './v2-error';
import { type Fields, signatureOf } from './xml';

/** How a contract ended, as WeChat Pay numbers it. */
export type TerminationMode = 2 | 3 | 4;

/** What a person agreed to. */
export interface Contract {
  readonly merchant: PapayMerchant;
  readonly contractId: string;
  readonly code: string;
  readonly displayAccount: string;
  readonly requestSerial: string;
  readonly appid: string;
  readonly openid: string;
  readonly notifyUrl: string;
  readonly signedAt: number;
  ended?: { at: number; mode: TerminationMode; remark: string };
  /** The notices before a debit: in how many days, and how much at most. */
  readonly notices: { at: number; days: number; amountFen: number; used: boolean }[];
  /** The days on which money was taken. */
  readonly debitDays: string[];
}

const ASKED = ['appid', 'mch_id', 'plan_id', 'contract_code', 'contract_display_account', 'request_serial'] as const;
const SKEW_SECONDS = 600;

/** All contracts, of all merchants. */
export class ContractBook {
  private readonly byId = new Map<string, Contract>();

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'now' | 'random' | 'merchants'>,
    private readonly apps: AppDirectory,
    private readonly clock: RuleClock,
    private readonly desk: NoticeDesk,
  ) {}

  all(): readonly Contract[] {
    return [...this.byId.values()];
  }

  find(contractId: string): Contract | undefined {
    return this.byId.get(contractId);
  }

  byCode(merchant: PapayMerchant, code: string): Contract | undefined {
    return this.all().find((one) => one.merchant === merchant && one.code === code);
  }

  merchant(mchid: string | undefined): PapayMerchant | undefined {
    const found = this.deps.merchants.find((one) => one.mchid === mchid);
    return found?.papay ? (found as PapayMerchant) : undefined;
  }

  /** Who asks for which signature. @throws V2Error with what the page says */
  check(asked: Fields): PapayMerchant {
    const merchant = this.merchant(asked.mch_id);
    if (!merchant) throw new V2Error(undefined, '商户号不存在');
    if (asked.sign !== signatureOf(asked, merchant.papay)) throw new V2Error(undefined, '签名错误');
    const missing = [...ASKED, 'timestamp', 'notify_url'].find((name) => !asked[name]);
    if (missing) throw new V2Error(undefined, `缺少参数${missing}`);
    if (asked.plan_id !== merchant.papay.planId) throw new V2Error(undefined, '模板不存在');
    if (!merchant.appids.includes(asked.appid ?? '')) throw new V2Error(undefined, 'appid与商户号不匹配');
    if (!/^[0-9A-Za-z]{1,32}$/.test(asked.contract_code ?? '')) throw new V2Error(undefined, '签约协议号格式错误');
    if (!/^\d{1,18}$/.test(asked.request_serial ?? '')) throw new V2Error(undefined, '请求序列号格式错误');
    if (Math.abs(Number(asked.timestamp) * 1000 - this.deps.now()) > SKEW_SECONDS * 1000) {
      throw new V2Error(undefined, '时间戳已过期');
    }
    const known = this.byCode(merchant, asked.contract_code ?? '');
    if (known) throw new V2Error(undefined, known.ended ? '协议号已被使用' : '已签约，请勿重复签约');
    return merchant;
  }

  /** The person agrees, and the merchant hears of it. @throws V2Error */
  sign(asked: Fields, user: WeChatUser): Contract {
    const merchant = this.check(asked);
    const appid = asked.appid ?? '';
    const app = this.apps.find(appid);
    if (!app) throw new V2Error(undefined, 'appid不存在');
    const contract: Contract = {
      merchant,
      contractId: `${stamp(this.deps.now())}${this.deps.random(5).readUIntBE(0, 5).toString().padStart(13, '0')}`,
      code: asked.contract_code ?? '',
      displayAccount: asked.contract_display_account ?? '',
      requestSerial: asked.request_serial ?? '',
      appid,
      openid: openidOf(app, user),
      notifyUrl: asked.notify_url ?? '',
      signedAt: this.clock.now(),
      notices: [],
      debitDays: [],
    };
    this.byId.set(contract.contractId, contract);
    this.tell(contract);
    return contract;
  }

  /** Ends it, and the merchant hears of it. What has ended stays so. */
  end(contract: Contract, mode: TerminationMode, remark: string): boolean {
    if (contract.ended) return false;
    contract.ended = { at: this.clock.now(), mode, remark };
    this.tell(contract);
    return true;
  }

  private tell(contract: Contract): void {
    const { merchant, ended } = contract;
    this.desk.announce(merchant, 'contract', contract.notifyUrl, {
      return_code: 'SUCCESS',
      result_code: 'SUCCESS',
      mch_id: merchant.mchid,
      contract_code: contract.code,
      plan_id: merchant.papay.planId,
      openid: contract.openid,
      change_type: ended ? 'DELETE' : 'ADD',
      operate_time: billTime(ended?.at ?? contract.signedAt),
      contract_id: contract.contractId,
      request_serial: contract.requestSerial,
      ...(ended ? { contract_termination_mode: String(ended.mode) } : {}),
    });
  }
}

/** A contract as the query answers it. */
export function contractFields(contract: Contract): Fields {
  const { merchant, ended } = contract;
  return {
    contract_id: contract.contractId,
    plan_id: merchant.papay.planId,
    openid: contract.openid,
    request_serial: contract.requestSerial,
    contract_code: contract.code,
    contract_display_account: contract.displayAccount,
    contract_state: ended ? '1' : '0',
    contract_signed_time: billTime(contract.signedAt),
    contract_expired_time: billTime(contract.signedAt + 20 * 365 * 86_400_000),
    ...(ended && {
      contract_terminated_time: billTime(ended.at),
      contract_termination_mode: String(ended.mode),
      contract_termination_remark: ended.remark,
    }),
  };
}

/** Days from one day of Beijing to another. */
export function daysBetween(from: number, to: number): number {
  return Math.round((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / 86_400_000);
}
