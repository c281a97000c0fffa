import { settleReversals } from './modules/events';
import { handlePlansOfFamilies } from './modules/family';
import { type DispatchReport, dispatchOutbox, type EffectHandlers } from './modules/journal';
import { notifyMembers } from './modules/notifications';
import type { ProgramCatalogue, ProgramInForce } from './modules/programs';
import { handleReferrals } from './modules/referrals';
import { queueShippingUploads } from './modules/shipments';
import { queueDeliveries, type Reminders } from './modules/subscribe-messages';
import { type BackgroundWork, createBackgroundWork } from './platform/background-work';
import type { Changes } from './platform/changes';
import type { Clock } from './platform/clock';
import type { MessageTemplates } from './platform/config';
import type { Database } from './platform/database/open-database';
import type { Logger } from './platform/log';

/** Who hears of which effect of the fold; `miniProgram` is the application in which members pay. */
export function handlersOf(current: ProgramInForce, reminders: Reminders, miniProgram: string): EffectHandlers {
  const notify = notifyMembers(current, (tx, written) => queueDeliveries(tx, reminders, written));
  // One for all: a transaction locks members once.
  const refer = handleReferrals(current);
  return {
    levelChanged: notify,
    pointsExpiring: notify,
    pointsExpired: notify,
    holdExpired: notify,
    orderChanged: queueShippingUploads(miniProgram, reminders.wallNow),
    orderNews: notify,
    reversalSettled: settleReversals,
    memberInvited: refer,
    referralAttributed: notify,
    referralConverted: refer,
    referralRevoked: refer,
    referralRewarded: notify,
    reviewNeeded: null,
    taskCompleted: notify,
    rewardGiven: notify,
    rewardTakenBack: notify,
    couponGranted: notify,
    couponExpiring: notify,
    couponExpired: notify,
    couponReturned: notify,
    planNews: notify,
    planStepped: handlePlansOfFamilies(current),
    walletRecharged: notify,
    walletSpent: notify,
    walletReturned: notify,
    walletRefunded: notify,
    planStarted: notify,
    planRenewed: notify,
    planEnded: notify,
    offerOpened: notify,
    familyJoined: notify,
    familyLeft: notify,
  };
}

/** What the work on the outbox needs. */
export interface OutboxParts {
  database: Database;
  clock: Clock;
  programs: ProgramCatalogue;
  templates: MessageTemplates;
  /** The application in which members pay. */
  miniProgram: string;
  changes: Pick<Changes, 'publish'>;
  log: Logger;
  /** Called when everything that waited is handled: there may be messages to send, and things to tell WeChat. */
  handled(): void;
}

/** The work on what the fold left in the outbox: a run handles everything that waits. */
export type Outbox = BackgroundWork<DispatchReport>;

/** One for each server: its runs never overlap, those of several servers may. */
export function createOutbox(parts: OutboxParts): Outbox {
  const { database, clock, programs, templates, miniProgram, changes, log, handled } = parts;
  const dispatch = async () => {
    const wallNow = clock.wallNow();
    const handlers = handlersOf(await programs.current(), { templates, wallNow }, miniProgram);
    const report = await dispatchOutbox(database, handlers, wallNow, ({ error, ...failure }) =>
      log.error({ err: error, ...failure }, 'effects could not be handled; they will be tried again'),
    );
    for (const memberId of report.memberIds) changes.publish('member', memberId);
    for (const [orderId, memberId] of report.orders) changes.publish('ordersOfMember', memberId, orderId);
    handled();
    return report;
  };
  return createBackgroundWork(dispatch, (error) => log.error({ err: error }, 'the outbox could not be read'));
}
