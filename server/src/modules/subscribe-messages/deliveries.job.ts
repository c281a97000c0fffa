import { inTransaction } from '../../platform/database/unit-of-work';
import type { ProgramCatalogue } from '../programs';
import { beginSending, callWeChat, endSending, type SendParts } from './send-delivery';
import { dueDeliveries } from './subscribe-messages.store';

const CHUNK = 64;
/** How many calls are under way at once. */
const TOGETHER = 8;

/** What the sending of messages needs; the program in force is looked up for each run. */
export type DeliveryParts = Omit<SendParts, 'current'> & { programs: ProgramCatalogue };

/** The sending of messages to WeChat: one for each server. */
export interface Deliveries {
  /** Sends everything that is due; how many there were. */
  deliver(): Promise<number>;
  /** There may be something to send. Returns at once. */
  wake(): void;
  /** Begins nothing new; resolves when nothing is under way. */
  stop(): Promise<void>;
}

/**
 * Sends one message that is due: takes a consent in a transaction, calls WeChat, and writes what came of it in another.
 * Whatever breaks off in between leaves a sending that is given up as unknown, and is never sent again.
 */
async function sendDelivery(parts: SendParts, due: { id: number; memberId: number }): Promise<void> {
  const { database, clock } = parts;
  const times = () => ({ wallNow: clock.wallNow(), now: clock.businessNow() });
  const begun = times();
  const sending = await inTransaction(database, (tx) => beginSending(tx, parts, due, begun));
  if (!sending) return;
  const outcome = await callWeChat(parts, sending);
  const ended = times();
  await inTransaction(database, (tx) => endSending(tx, sending, outcome, ended));
}

/** Runs of one server never overlap; those of several may, and may break off at any time. */
export function createDeliveries({ programs, ...parts }: DeliveryParts): Deliveries {
  let last: Promise<unknown> = Promise.resolve();
  let isAsked = false;
  let isStopped = false;
  const run = async (): Promise<number> => {
    isAsked = false;
    const current = await programs.current();
    for (let count = 0; ; ) {
      const due = isStopped ? [] : await dueDeliveries(parts.database, parts.clock.wallNow(), CHUNK);
      if (due.length === 0) return count;
      for (let start = 0; start < due.length && !isStopped; start += TOGETHER) {
        const some = due.slice(start, start + TOGETHER);
        await Promise.all(some.map((delivery) => sendDelivery({ ...parts, current }, delivery)));
        count += some.length;
      }
    }
  };
  const deliver = () => {
    const running = last.then(run);
    last = running.catch(() => undefined);
    return running;
  };
  return {
    deliver,
    wake() {
      if (isAsked || isStopped) return;
      isAsked = true;
      deliver().catch((error: unknown) =>
        parts.log.error({ err: error }, 'messages could not be sent; the next run goes on'),
      );
    },
    async stop() {
      isStopped = true;
      await last;
    },
  };
}
