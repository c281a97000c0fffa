import type { ContractParams } from '../../src/connectors/contract/contract';

/** A notification of a contract or debit at the simulator. */
export interface V2Notice {
  id: string;
  about: 'contract' | 'debit';
  fields: Record<string, string>;
  delivered: boolean;
  attempts: { outcome: number | string }[];
}

/** What people do with contracts inside the simulated WeChat, and what testers do behind its back. */
export interface ContractDesk {
  /** Signs, as the mini-program of WeChat does; returns the contract's id. */
  sign(params: ContractParams, user: string): Promise<string>;
  /** Ends a contract inside WeChat, without the merchant. */
  cancel(contractId: string): Promise<void>;
  faults(faults: Record<string, unknown>): Promise<void>;
  contracts(): Promise<Record<string, unknown>[]>;
  debits(): Promise<Record<string, string>[]>;
  notices(): Promise<V2Notice[]>;
  /** One attempt to notify, now: what each copy was answered. */
  tell(noticeId: string): Promise<(number | string)[]>;
  /** Ends a debit that hangs. */
  settle(number: string, end: 'SUCCESS' | 'NOTENOUGH' | 'USER_ACCOUNT_ABNORMAL'): Promise<void>;
  /** Moves the clock by which days are counted. */
  moveClock(now: Date): Promise<void>;
}

/** It, at a running simulator. */
export function contractDesk(simulatorUrl: string): ContractDesk {
  const call = async (path: string, body?: object) => {
    const response = await fetch(`${simulatorUrl}/simulator/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: body && { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
    return response.json() as Promise<Record<string, unknown>>;
  };
  return {
    sign: async ({ extraData }, user) => String((await call('contract/sign', { ...extraData, user })).contract_id),
    cancel: async (contractId) => void (await call(`contract/contracts/${contractId}/cancel`, {})),
    faults: async (faults) => void (await call('contract/faults', faults)),
    contracts: async () => (await call('contract/contracts')).contracts as Record<string, unknown>[],
    debits: async () => (await call('contract/debits')).debits as Record<string, string>[],
    notices: async () => (await call('contract/notices')).notices as V2Notice[],
    async tell(noticeId) {
      const { attempts } = await call(`contract/notices/${noticeId}/send`, {});
      return (attempts as { outcome: number | string }[]).slice(-1).map(({ outcome }) => outcome);
    },
    settle: async (number, end) => void (await call(`contract/debits/${number}/settle`, { end })),
    moveClock: async (now) => void (await call('clock', { now: now.toISOString() })),
  };
}
