import type { Instant } from '../../engine/calendar';
import type { KindsOf } from './kind-of-message';

/** Messages about points, and what their words are made from. */
export interface PointsMessages {
  POINTS_EXPIRING: { points: number; expiresAt: Instant };
  POINTS_EXPIRED: { points: number; expiresAt: Instant };
  HOLD_EXPIRED: { points: number; orderRef: string };
}

/** Messages about points (积分). */
export const pointsMessages: KindsOf<PointsMessages> = {
  POINTS_EXPIRING: {
    description: 'Points expire soon: how many, and the last date on which they can be spent (积分即将过期).',
    opens: 'POINTS',
    topic: 'EXPIRY',
    text: {
      'zh-CN': ({ points, expiresAt }, { count, lastDate }) => ({
        title: '积分即将过期',
        body: `您有 ${count(points)} 积分将于${lastDate(expiresAt)}到期，当日仍可使用。`,
      }),
      en: ({ points, expiresAt }, { count, lastDate }) => ({
        title: 'Points expire soon',
        body: `${count(points)} of your points can be spent until ${lastDate(expiresAt)}, that day included.`,
      }),
    },
  },
  POINTS_EXPIRED: {
    description: 'Points have expired unspent (积分已过期).',
    opens: 'POINTS',
    text: {
      'zh-CN': ({ points, expiresAt }, { count, lastDate }) => ({
        title: '积分已过期',
        body: `有效期至${lastDate(expiresAt)}的 ${count(points)} 积分已过期。`,
      }),
      en: ({ points, expiresAt }, { count, lastDate }) => ({
        title: 'Points have expired',
        body: `${count(points)} points that were good until ${lastDate(expiresAt)} have expired.`,
      }),
    },
  },
  HOLD_EXPIRED: {
    description:
      'An order was not completed in time, and the points that were set aside for it are free (冻结积分已退回).',
    opens: 'POINTS',
    text: {
      'zh-CN': ({ points, orderRef }, { count }) => ({
        title: '冻结积分已退回',
        body: `订单 ${orderRef} 未按时完成，为其冻结的 ${count(points)} 积分已解冻。`,
      }),
      en: ({ points, orderRef }, { count }) => ({
        title: 'Points are free again',
        body: `Order ${orderRef} was not completed in time; the ${count(points)} points set aside for it were released.`,
      }),
    },
  },
};
