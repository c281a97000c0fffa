import { settleReversals } from './modules/events';
import { type DispatchReport, dispatchOutbox, type EffectHandlers } from './modules/journal';
import { notifyMembers } from './modules/notifications';
import type { ProgramCatalogue, ProgramInForce } from './modules/programs';
import { handleReferrals } from './modules/referrals';
import { type BackgroundWork, createBackgroundWork } from './platform/background-work';
import type { WatchedKind } from './platform/changes';
import type { Clock } from './platform/clock';
import type { Database } from './platform/database/open-database';
import type { Logger } from './platform/log';

/** Who hears of which effect of the fold. */
function handlersOf(current: ProgramInForce): EffectHandlers {
  const notify = notifyMembers(current);
  // One for all: a transaction locks members once.
  const refer = handleReferrals(current);
  return {
    levelChanged: notify,
    pointsExpiring: notify,
    pointsExpired: notify,
    holdExpired: notify,
    orderChanged: notify,
    reversalSettled: settleReversals,
    memberInvited: refer,
    referralConverted: refer,
    referralRevoked: refer,
    referralRewarded: null,
    reviewNeeded: null,
    taskCompleted: null,
    couponGranted: null,
    couponExpiring: null,
    rewardGiven: null,
  };
}

/** What the work on the outbox needs. */
export interface OutboxParts {
  database: Database;
  clock: Clock;
  programs: ProgramCatalogue;
  changes: { publish(kind: WatchedKind, rowId: number): void };
  log: Logger;
}

/** The work on what the fold left in the outbox: a run handles everything that waits. */
export type Outbox = BackgroundWork<DispatchReport>;

/** One for each server: its runs never overlap, those of several servers may. */
export function createOutbox({ database, clock, programs, changes, log }: OutboxParts): Outbox {
  const dispatch = async () => {
    const handlers = handlersOf(await programs.current());
    const report = await dispatchOutbox(database, handlers, clock.wallNow(), ({ error, ...failure }) =>
      log.error({ err: error, ...failure }, 'effects could not be handled; they will be tried again'),
    );
    for (const memberId of report.memberIds) changes.publish('member', memberId);
    return report;
  };
  return createBackgroundWork(dispatch, (error) => log.error({ err: error }, 'the outbox could not be read'));
}
