import type { SimulatorContext } from '../context';
import { Bills } from './bills';
import { PayFaultBoard } from './faults';
import { Notifier } from './notifications';
import { OrderBook } from './orders';
import { Platform } from './platform';
import { RefundBook } from './refunds';
import { RequestVerifier } from './request-signature';

/** The state of one simulated WeChat Pay, shared by its routes. */
export interface PayContext extends Pick<SimulatorContext, 'deps' | 'users' | 'apps'> {
  readonly verifier: RequestVerifier;
  readonly platform: Platform;
  readonly faults: PayFaultBoard;
  readonly notifier: Notifier;
  readonly orders: OrderBook;
  readonly refunds: RefundBook;
  readonly bills: Bills;
}

/** A WeChat Pay without orders, for the merchants of `deps`. */
export function buildPayContext({ deps, users, apps }: SimulatorContext): PayContext {
  const faults = new PayFaultBoard();
  const platform = new Platform(deps);
  const notifier = new Notifier(deps, platform, faults);
  const orders = new OrderBook(deps, apps, faults, notifier);
  const refunds = new RefundBook(deps, orders, faults, notifier);
  const bills = new Bills(deps, orders, refunds);
  return { deps, users, apps, verifier: new RequestVerifier(deps), platform, faults, notifier, orders, refunds, bills };
}
