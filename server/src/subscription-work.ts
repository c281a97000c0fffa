import type { ContractNotice, ContractProvider } from './connectors/contract/contract';
import type { ProgramCatalogue } from './modules/programs';
import { hearOfContract, isBusy, workOnContracts, workOnSubscriptions } from './modules/subscriptions';
import { type BackgroundWork, createBackgroundWork } from './platform/background-work';
import type { Clock } from './platform/clock';
import type { Database } from './platform/database/open-database';
import type { Logger } from './platform/log';

/** What the work on plans of members needs. */
export interface SubscriptionWorkParts {
  database: Database;
  clock: Clock;
  programs: ProgramCatalogue;
  /** Without, nothing is renewed by itself. */
  contracts?: ContractProvider;
  /** Called when there may be debits to ask for. */
  worked(): void;
  log: Logger;
}

/** What a run looked at. */
export interface SubscriptionWorkReport {
  subscriptions: number;
  contracts: number;
}

/** The work on renewals and contracts. */
export interface SubscriptionWork extends BackgroundWork<SubscriptionWorkReport> {
  /** Takes the hint of a notification. */
  heard(notice: ContractNotice): Promise<'done' | 'unknown'>;
}

/** One for each server: its runs never overlap, those of several servers may. */
export function createSubscriptionWork(parts: SubscriptionWorkParts): SubscriptionWork {
  const { database, clock, programs, contracts, worked, log } = parts;
  const partsNow = async () => {
    const moment = { current: await programs.current(), now: clock.businessNow(), wallNow: clock.wallNow() };
    return { ...moment, database, contracts };
  };
  const failed = (subject: object) => (error: unknown) => {
    if (isBusy(error))
      log.warn({ err: error, ...subject }, 'the provider of contracts did not answer; it is asked again');
    else log.error({ err: error, ...subject }, 'a subscription could not be worked on; a later run tries again');
  };
  const work = async () => {
    const moment = await partsNow();
    const looked = await workOnContracts(moment, (contract, error) => failed({ contract })(error));
    const subscriptions = await workOnSubscriptions(moment, (subscription, error) => failed({ subscription })(error));
    if (subscriptions > 0) worked();
    return { subscriptions, contracts: looked };
  };
  return {
    ...createBackgroundWork(work, (error) => log.error({ err: error }, 'the work on subscriptions failed')),
    heard: async (notice) => hearOfContract(await partsNow(), notice),
  };
}
