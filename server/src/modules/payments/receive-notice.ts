import {
  NoticeRefused,
  PaymentError,
  type PaymentNotice,
  type PaymentProvider,
} from '../../connectors/payment/payment';
import type { Logger } from '../../platform/log';
import { type Settled, type SettleParts, settlePayment, settleRefund } from './settle-payment';

/** What receiving needs. */
export interface NoticeParts extends SettleParts {
  provider: PaymentProvider;
  log: Logger;
}

/** What is answered to the provider: accepted, or why not, and then it tells again. */
export type NoticeAnswer = { accepted: true } | { accepted: false; status: 400 | 404 | 409 | 503; message: string };

/**
 * Takes a notification of the provider. Accepted only when what it tells is recorded, now or before. One that is not the
 * provider's changes nothing; one about what we do not know, or about other money than was asked for, is refused, so that
 * it is told again and shows up there.
 */
export async function receiveNotice(
  parts: NoticeParts,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
): Promise<NoticeAnswer> {
  let notice: PaymentNotice;
  try {
    notice = await parts.provider.readNotice(headers, body);
  } catch (error) {
    if (error instanceof PaymentError) {
      parts.log.error({ err: error }, 'a payment notification could not be checked');
      return { accepted: false, status: 503, message: 'It cannot be checked now.' };
    }
    if (!(error instanceof NoticeRefused)) throw error;
    parts.log.warn({ reason: error.message }, 'a payment notification was refused');
    return { accepted: false, status: 400, message: 'The notification is not valid.' };
  }
  if (notice.kind === 'other') return { accepted: true };
  const settled = await settle(parts, notice);
  if (settled === 'done') return { accepted: true };
  const { noticeId, number } = notice;
  parts.log.error({ noticeId, number, settled }, 'a payment notification does not fit');
  if (settled === 'unknown') return { accepted: false, status: 404, message: 'There is no such order.' };
  return { accepted: false, status: 409, message: 'It does not fit the order.' };
}

function settle(parts: NoticeParts, notice: Exclude<PaymentNotice, { kind: 'other' }>): Promise<Settled> {
  const { noticeId, number, standing } = notice;
  if (notice.kind === 'payment') return settlePayment(parts, number, notice.standing, { noticeId });
  const { paymentNumber, amountFen } = notice;
  return settleRefund(parts, number, standing as typeof notice.standing, { noticeId, paymentNumber, amountFen });
}
