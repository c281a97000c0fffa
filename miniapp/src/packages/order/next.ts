import type { I18n } from '@/lib/i18n/use-i18n';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { priceWords } from '@/lib/order-words';
import { clockOf, masked, type Order } from './order';
import { ORDER_PAGE_WORDS } from './words';

/** What happens next with an order, or what came of it, in a sentence. */
export function useNext(order: Order, now: number, timeZone: string | undefined): string {
  const i18n = useI18n();
  const w = useWords(ORDER_PAGE_WORDS);
  const { format } = i18n;
  const { state, kind, payUntil, receivedBy, returnUntil, recipient } = order;
  const phone = masked(recipient?.phone ?? '');
  const back = backOf(order, i18n, w('and'));
  switch (state) {
    case 'PENDING_PAYMENT': {
      const time = clockOf(payUntil ?? '', now);
      return time ? w('next.pay', { time }) : w('next.payOver');
    }
    case 'PAID':
    case 'FULFILLING':
      if (kind === 'PHYSICAL') return w('next.pack');
      if (order.supply?.state === 'UNKNOWN') return w('next.unknown');
      return kind === 'TOP_UP' ? w('next.topUp', { phone }) : w('next.benefit');
    case 'SHIPPED':
      return receivedBy ? w('next.shipped', { date: format.day(receivedBy, timeZone) }) : w('next.shippedPlain');
    case 'RECEIVED':
      if (kind !== 'PHYSICAL') return delivered();
      return returnUntil ? w('next.return', { date: format.moment(returnUntil, timeZone) }) : w('next.done');
    case 'COMPLETED':
      return kind === 'PHYSICAL' ? w('next.done') : delivered();
    case 'CANCELLED':
      return back ? w('next.cancelledBack', { back }) : w('next.cancelled');
    case 'RETURN_REQUESTED':
      return w('next.returnAsked');
    case 'FULFILMENT_FAILED':
      return w('next.failed', { back });
    default:
      return order.refundedFen > 0 ? w('next.backCash', { back }) : w('next.back', { back });
  }

  function delivered(): string {
    if (order.cardCodes.some((code) => code.state === 'READY')) return w('next.codes');
    if (order.cardCodes.length > 0) return w('next.codesSeen');
    return kind === 'TOP_UP' ? w('next.topUpDone', { phone }) : w('next.benefitDone');
  }
}

/** What came back, in words; empty when nothing did. */
function backOf({ returnedPoints, refundedFen }: Order, i18n: I18n, and: string): string {
  const points = returnedPoints > 0 ? priceWords(returnedPoints, 0, i18n) : '';
  const cash = refundedFen > 0 ? i18n.format.money(refundedFen) : '';
  return [points, cash].filter(Boolean).join(and);
}
