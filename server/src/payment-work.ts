import type { PaymentAdapter, PaymentProvider, PaymentProviders } from './connectors/payment/payment';
import { type Fulfil, orderPayments, workOnOrders } from './modules/orders';
import { type NoticeAnswer, receiveNotice, reconcileBills, type SettleParts, workOnPayments } from './modules/payments';
import type { ProgramCatalogue } from './modules/programs';
import { subscriptionPayments } from './modules/subscriptions';
import { rechargePayments } from './modules/wallet';
import { type BackgroundWork, createBackgroundWork } from './platform/background-work';
import type { Clock } from './platform/clock';
import type { Database } from './platform/database/open-database';
import { InvariantError } from './platform/errors';
import type { Logger } from './platform/log';
import type { FieldCipher } from './platform/secrets';

const BILLS_EVERY_MS = 3_600_000;

/** What the work on payments and orders needs; without providers no money is taken. */
export interface PaymentWorkParts {
  database: Database;
  clock: Clock;
  programs: ProgramCatalogue;
  providers: PaymentProviders;
  cipher: FieldCipher;
  /** How orders are fulfilled that nobody has to pack. */
  fulfil: Fulfil;
  /** Called when orders have changed: there may be something to ask suppliers for. */
  worked(): void;
  log: Logger;
}

/** What a run did: orders that time changed, payments and refunds that the provider was asked about, calls that failed. */
export interface PaymentWorkReport {
  orders: number;
  looked: number;
  failed: number;
}

/** What came beside the body of a notification. */
export type NoticeHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** The work on orders and their payments. */
export interface PaymentWork extends BackgroundWork<PaymentWorkReport> {
  /** Takes a notification of an adapter that is set up. */
  receiveFrom(adapter: PaymentAdapter, headers: NoticeHeaders, body: Buffer): Promise<NoticeAnswer>;
}

/** Who is told what became of payments, by what they are for. */
function handlersOf(moment: OrderMoment): SettleParts['handlers'] {
  const plans = subscriptionPayments(moment);
  return {
    mallOrder: orderPayments(moment),
    walletRecharge: rechargePayments(moment),
    planPeriod: plans,
    planRenewal: plans,
  };
}

type OrderMoment = Parameters<typeof orderPayments>[0] & { cipher: FieldCipher };

/** One for each server: its runs never overlap, those of several servers may. */
export function createPaymentWork(parts: PaymentWorkParts): PaymentWork {
  const { database, clock, programs, providers, cipher, fulfil, log } = parts;
  let billsAt = Number.NEGATIVE_INFINITY;
  const partsNow = async () => {
    const moment = { current: await programs.current(), now: clock.businessNow(), wallNow: clock.wallNow(), cipher };
    const settling: SettleParts = { database, handlers: handlersOf(moment), wallNow: moment.wallNow };
    return { moment, settling };
  };
  const reconcile = async (settling: SettleParts) => {
    const now = settling.wallNow.getTime();
    if (now - billsAt < BILLS_EVERY_MS) return;
    billsAt = now;
    // The rest of the work does not wait for bills.
    await reconcileBills({ ...settling, providers, log }).catch((error: unknown) =>
      log.error({ err: error }, 'the bills could not be held against ours; an hour from now it is tried again'),
    );
  };
  const work = async () => {
    const { moment, settling } = await partsNow();
    // What is called off here is closed with the provider at once.
    const orders = await workOnOrders(database, moment, fulfil, (orderId, error) =>
      log.error({ err: error, orderId }, 'an order could not be worked on; the next run tries again'),
    );
    if (orders > 0) parts.worked();
    if (Object.keys(providers).length === 0) return { orders, looked: 0, failed: 0 };
    const report = await workOnPayments({ ...settling, providers, log });
    await reconcile(settling);
    return { orders, ...report };
  };
  const background = createBackgroundWork(work, (error) => log.error({ err: error }, 'the work on payments failed'));
  return {
    ...background,
    async receiveFrom(adapter, headers, body) {
      const provider: PaymentProvider | undefined = providers[adapter];
      if (!provider) throw new InvariantError(`Payments of ${adapter} are not set up here.`);
      return receiveNotice({ ...(await partsNow()).settling, provider, log }, headers, body);
    },
  };
}
