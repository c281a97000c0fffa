import type { SimulatorContext } from '../context';
import type { PayContext } from '../pay/context';
import { ContractBook } from './contracts';
import { DebitBook } from './debits';
import { ContractFaultBoard } from './faults';
import { NoticeDesk } from './notices';
import { RuleClock } from './rule-clock';

/** The state of contracts and their debits, shared by their routes. */
export interface ContractContext extends Pick<SimulatorContext, 'deps' | 'users'> {
  readonly pay: PayContext;
  readonly clock: RuleClock;
  readonly faults: ContractFaultBoard;
  readonly desk: NoticeDesk;
  readonly contracts: ContractBook;
  readonly debits: DebitBook;
}

/** No contracts yet; what debits bring is among the orders of `pay`. */
export function buildContractContext({ deps, users, apps }: SimulatorContext, pay: PayContext): ContractContext {
  const clock = new RuleClock(deps);
  const faults = new ContractFaultBoard();
  const desk = new NoticeDesk(deps, faults);
  const contracts = new ContractBook(deps, apps, clock, desk);
  const debits = new DebitBook(deps, contracts, pay.orders, clock, faults, desk);
  return { deps, users, pay, clock, faults, desk, contracts, debits };
}
