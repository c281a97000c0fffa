import type { ContractProvider, ContractStanding } from '../../src/connectors/contract/contract';
import {
  type BillLine,
  PaymentError,
  type PaymentOrder,
  type PaymentProvider,
  type PaymentStanding,
  type RefundStanding,
} from '../../src/connectors/payment/payment';

const DAY_MS = 86_400_000;
/** The zone of China, in which days are counted. */
const ZONE_MS = 8 * 3_600_000;
const dayOf = (at: number) => Math.floor((at + ZONE_MS) / DAY_MS);

/** Numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface DeskPayment {
  order: PaymentOrder;
  state: 'open' | 'paid' | 'closed';
  at: number;
}

/** A debit as the provider took it. */
export interface DeskDebit {
  number: string;
  contractId: string;
  amountFen: number;
  at: number;
}

interface DeskContract {
  id: string;
  state: 'unsigned' | 'signed' | 'ended';
  endedBy: 'member' | 'merchant';
  notices: { at: number; amountFen: number }[];
}

/**
 * A provider of payments, debits and contracts in memory, for runs of a year: it keeps the platform's rules, says what went
 * wrong with them, and fails at random in every way in which a provider may.
 */
export class PlanDesk {
  readonly payments = new Map<string, DeskPayment>();
  readonly refunds = new Map<string, { amountFen: number; at: number }>();
  readonly contracts = new Map<string, DeskContract>();
  /** The codes of contracts by the provider's id. */
  private readonly codes = new Map<string, string>();
  readonly debits: DeskDebit[] = [];
  /** What should never have been asked. */
  readonly faults: string[] = [];

  constructor(
    private readonly now: () => number,
    private readonly random: () => number,
    /** How often a call fails without anybody knowing whether it was done, and a debit for want of money. */
    private readonly rates: { busy: number; failing: number },
  ) {}

  /** The money that is here by the provider's word. */
  balance(): number {
    const paid = [...this.payments.values()].filter(({ state }) => state === 'paid');
    const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
    return sum(paid.map(({ order }) => order.amountFen)) - sum([...this.refunds.values()].map((one) => one.amountFen));
  }

  /** The member pays what was opened; false: it can no longer be paid. */
  pay(number: string): boolean {
    const payment = this.payments.get(number);
    if (payment?.state !== 'open') return false;
    payment.state = 'paid';
    payment.at = this.now();
    return true;
  }

  sign(code: string): void {
    const contract = this.contractOf(code);
    if (contract.state === 'unsigned') contract.state = 'signed';
  }

  /** The member ends it inside WeChat; nobody tells. */
  end(code: string): void {
    const contract = this.contractOf(code);
    if (contract.state === 'signed') Object.assign(contract, { state: 'ended', endedBy: 'member' });
  }

  readonly checkouts: PaymentProvider = { ...this.common(), open: (order) => this.open(order) };

  readonly debiting: PaymentProvider = { ...this.common(), open: (order) => this.debit(order), billOf: undefined };

  readonly contracting: ContractProvider = {
    signParams: ({ contractCode }) => ({ appId: 'wx', path: '', extraData: { contractCode }, url: '' }),
    standingOf: async (name) => this.stumbling(() => this.standingOfContract(name)),
    notifyDebit: async (contractId, { amountFen }) => {
      this.stumbling(() => {
        const contract = this.contractById(contractId);
        const hour = Math.floor(((this.now() + ZONE_MS) % DAY_MS) / 3_600_000);
        if (hour < 7 || hour >= 22) this.faults.push(`a notice at ${hour} o’clock`);
        if (contract?.state !== 'signed') throw new PaymentError('refused', 'It has ended.');
        contract.notices.push({ at: this.now(), amountFen });
      });
    },
    end: async (contractId) => {
      this.stumbling(() => {
        const contract = this.contractById(contractId);
        if (contract?.state === 'signed') Object.assign(contract, { state: 'ended', endedBy: 'merchant' });
      });
    },
    readNotice: () => {
      throw new Error('Nobody tells here.');
    },
  };

  private common(): PaymentProvider {
    return {
      open: (order) => this.open(order),
      paramsOf: () => ({ channel: 'native', url: '' }),
      standingOf: async (number) => this.stumbling(() => this.standingOf(number)),
      close: async (number) => this.stumbling(() => this.close(number)),
      refund: async ({ number, amountFen }) => this.stumbling(() => this.refund(number, amountFen)),
      standingOfRefund: async (number) => this.stumbling(() => this.standingOfRefund(number)),
      readNotice: async () => {
        throw new Error('Nobody tells here.');
      },
      billOf: async (): Promise<BillLine[] | undefined> => undefined,
    };
  }

  /** Does it, or not, or does it and nobody hears. */
  private stumbling<T>(work: () => T): T {
    const chance = this.random();
    if (chance < this.rates.busy / 2) throw new PaymentError('busy', 'No answer.');
    const done = work();
    if (chance < this.rates.busy) throw new PaymentError('busy', 'The answer was lost.');
    return done;
  }

  private async open(order: PaymentOrder) {
    return this.stumbling(() => {
      if (!this.payments.has(order.number)) this.payments.set(order.number, { order, state: 'open', at: this.now() });
      return { handle: order.number };
    });
  }

  private async debit(order: PaymentOrder) {
    return this.stumbling(() => {
      if (this.payments.has(order.number)) return { handle: '' };
      const contractId = order.payer?.contractId ?? '';
      const contract = this.contractById(contractId);
      if (contract?.state !== 'signed') throw new PaymentError('refused', 'It has ended.', 'CONTRACT_TERMINATED');
      const told = contract.notices.some(
        (notice) => notice.amountFen >= order.amountFen && dayOf(this.now()) - dayOf(notice.at) >= 2,
      );
      if (!told) this.faults.push(`a debit of which nobody was told: ${order.number}`);
      this.debits.push({ number: order.number, contractId, amountFen: order.amountFen, at: this.now() });
      const state = this.random() < this.rates.failing ? 'closed' : 'paid';
      this.payments.set(order.number, { order, state, at: this.now() });
      return { handle: '' };
    });
  }

  private standingOf(number: string): PaymentStanding {
    const payment = this.payments.get(number);
    if (!payment) return { state: 'unknown' };
    if (payment.state === 'closed') return { state: 'closed', failure: 'NOTENOUGH' };
    if (payment.state === 'open') return { state: 'open' };
    const { amountFen, payer } = payment.order;
    const paid = { transactionId: `T${number}`, amountFen, paidAt: new Date(payment.at) };
    return { state: 'paid', ...paid, appId: payer?.appId ?? '', contractId: payer?.contractId };
  }

  private close(number: string): 'closed' | 'paid' {
    const payment = this.payments.get(number);
    if (payment?.state === 'paid') return 'paid';
    if (payment) payment.state = 'closed';
    return 'closed';
  }

  private refund(number: string, amountFen: number): RefundStanding {
    if (!this.refunds.has(number)) this.refunds.set(number, { amountFen, at: this.now() });
    return this.standingOfRefund(number);
  }

  private standingOfRefund(number: string): RefundStanding {
    const refund = this.refunds.get(number);
    if (!refund) return { state: 'unknown' };
    return { state: 'succeeded', refundId: `R${number}`, refundedAt: new Date(refund.at) };
  }

  private standingOfContract(name: { contractCode: string } | { contractId: string }): ContractStanding {
    const contractCode = 'contractCode' in name ? name.contractCode : (this.codes.get(name.contractId) ?? '');
    const found = this.contracts.get(contractCode);
    if (!found || found.state === 'unsigned') return { state: 'unsigned' };
    const { id: contractId, state, endedBy } = found;
    if (state === 'ended') return { state, contractCode, contractId, endedBy };
    return { state: 'signed', contractCode, contractId, signedAt: new Date(this.now()) };
  }

  private contractById(contractId: string): DeskContract | undefined {
    return this.contracts.get(this.codes.get(contractId) ?? '');
  }

  private contractOf(code: string): DeskContract {
    const known = this.contracts.get(code);
    if (known) return known;
    const id = `C${this.contracts.size + 1}`;
    const contract: DeskContract = { id, state: 'unsigned', endedBy: 'merchant', notices: [] };
    this.contracts.set(code, contract);
    this.codes.set(id, code);
    return contract;
  }
}
