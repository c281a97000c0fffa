import type { Suppliers } from './connectors/supplier/supplier';
import { withdrawExpiredCodes } from './modules/card-codes';
import type { Fulfil } from './modules/orders';
import type { ProgramCatalogue } from './modules/programs';
import {
  type Callback,
  fulfilling,
  receiveSupplyNotice,
  type SuppliesReport,
  type SupplyNoticeAnswer,
  workOnSupplies,
} from './modules/supplies';
import { type BackgroundWork, createBackgroundWork } from './platform/background-work';
import type { Clock } from './platform/clock';
import type { Database } from './platform/database/open-database';
import type { Logger } from './platform/log';
import type { FieldCipher } from './platform/secrets';

/** What the work on supplies needs. */
export interface SupplyWorkParts {
  database: Database;
  clock: Clock;
  programs: ProgramCatalogue;
  suppliers: Suppliers;
  cipher: FieldCipher;
  log: Logger;
}

/** The work on what suppliers are asked for. */
export interface SupplyWork extends BackgroundWork<SuppliesReport> {
  /** How orders are fulfilled that nobody has to pack. */
  fulfil: Fulfil;
  /** Takes a callback of a supplier. */
  receive(callback: Callback): Promise<SupplyNoticeAnswer>;
  /** Takes card codes whose time is over out of pools and stocks. */
  withdrawExpired(): Promise<number>;
}

/** One for each server: its runs never overlap, those of several servers may. */
export function createSupplyWork({ clock, programs, ...parts }: SupplyWorkParts): SupplyWork {
  const { database, log } = parts;
  const momentsNow = async () => {
    const current = await programs.current();
    return () => ({ current, now: clock.businessNow(), wallNow: clock.wallNow() });
  };
  const work = async () => workOnSupplies({ ...parts, moment: await momentsNow() });
  return {
    ...createBackgroundWork(work, (error) => log.error({ err: error }, 'the work on supplies failed')),
    fulfil: fulfilling(parts),
    receive: async (callback) => receiveSupplyNotice({ ...parts, moment: (await momentsNow())() }, callback),
    withdrawExpired: () => withdrawExpiredCodes(database, clock.businessNow()),
  };
}
