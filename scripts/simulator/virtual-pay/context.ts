import type { SimulatorContext } from '../context';
import { openidOf } from '../users';
import { VirtualFaultBoard } from './faults';
import { VirtualBook } from './orders';
import { PushDesk } from './pushes';
import type { VirtualAccount } from './types';

/** The state of one account of virtual payment, shared by its routes. */
export interface VirtualContext extends Pick<SimulatorContext, 'deps' | 'users' | 'stableTokens' | 'sessionKeys'> {
  readonly account: VirtualAccount;
  readonly faults: VirtualFaultBoard;
  readonly pushes: PushDesk;
  readonly orders: VirtualBook;
  /** Of somebody in the mini-program, by their key. */
  openidOf(userKey: string): string | undefined;
}

/** An account without orders. */
export function buildVirtualContext(context: SimulatorContext, account: VirtualAccount): VirtualContext {
  const { deps, users, apps, stableTokens, sessionKeys } = context;
  const faults = new VirtualFaultBoard();
  const pushes = new PushDesk(deps, account, faults);
  const orders = new VirtualBook(deps, faults, pushes);
  return {
    ...{ deps, users, stableTokens, sessionKeys, account, faults, pushes, orders },
    openidOf(userKey) {
      const [app, user] = [apps.find(account.appid), users.find(userKey)];
      return app && user && openidOf(app, user);
    },
  };
}
