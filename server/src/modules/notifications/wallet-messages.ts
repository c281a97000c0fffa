import type { KindsOf } from './kind-of-message';

/** Messages about stored value, and what their words are made from. */
export interface WalletMessages {
  WALLET_RECHARGED: { amountFen: number; giftFen: number; balanceFen: number };
  WALLET_SPENT: { amountFen: number; orderRef: string; balanceFen: number };
  WALLET_RETURNED: { amountFen: number; orderRef: string; balanceFen: number };
  WALLET_REFUNDED: { paidBackFen: number; giftFen: number; balanceFen: number };
}

/** Messages about stored value (储值). */
export const walletMessages: KindsOf<WalletMessages> = {
  WALLET_RECHARGED: {
    description: 'The wallet was recharged, with the gift on top if there was one (充值到账).',
    opens: 'WALLET',
    topic: 'WALLET',
    text: {
      'zh-CN': ({ amountFen, giftFen, balanceFen }, { money }) => ({
        title: '充值已到账',
        body: `充值 ${money(amountFen)}${giftFen > 0 ? `，赠送 ${money(giftFen)}` : ''}，余额 ${money(balanceFen)}。`,
      }),
      en: ({ amountFen, giftFen, balanceFen }, { money }) => ({
        title: 'Your wallet was recharged',
        body: `${money(amountFen)}${giftFen > 0 ? `, and ${money(giftFen)} as a gift` : ''}; it holds ${money(balanceFen)}.`,
      }),
    },
  },
  WALLET_SPENT: {
    description: 'Money was spent from the wallet (余额消费).',
    opens: 'WALLET',
    topic: 'WALLET',
    text: {
      'zh-CN': ({ amountFen, orderRef, balanceFen }, { money }) => ({
        title: '余额消费',
        body: `订单 ${orderRef} 使用余额 ${money(amountFen)}，剩余 ${money(balanceFen)}。`,
      }),
      en: ({ amountFen, orderRef, balanceFen }, { money }) => ({
        title: 'You paid from your wallet',
        body: `${money(amountFen)} for order ${orderRef}; ${money(balanceFen)} are left.`,
      }),
    },
  },
  WALLET_RETURNED: {
    description: 'What was spent from the wallet came back to it, in part or whole (余额退回).',
    opens: 'WALLET',
    topic: 'WALLET',
    text: {
      'zh-CN': ({ amountFen, orderRef, balanceFen }, { money }) => ({
        title: '余额已退回',
        body: `订单 ${orderRef} 的 ${money(amountFen)} 已退回余额，现有 ${money(balanceFen)}。`,
      }),
      en: ({ amountFen, orderRef, balanceFen }, { money }) => ({
        title: 'Money came back to your wallet',
        body: `${money(amountFen)} of order ${orderRef}; it holds ${money(balanceFen)}.`,
      }),
    },
  },
  WALLET_REFUNDED: {
    description: 'A recharge was paid back, and its gift taken back in proportion (充值退款).',
    opens: 'WALLET',
    topic: 'WALLET',
    text: {
      'zh-CN': ({ paidBackFen, giftFen, balanceFen }, { money }) => ({
        title: '充值已退款',
        body: `已退款 ${money(paidBackFen)}${giftFen > 0 ? `，收回赠送 ${money(giftFen)}` : ''}，余额 ${money(balanceFen)}。`,
      }),
      en: ({ paidBackFen, giftFen, balanceFen }, { money }) => ({
        title: 'A recharge was paid back',
        body: `${money(paidBackFen)} were paid back${giftFen > 0 ? `, and ${money(giftFen)} of the gift taken` : ''}; the wallet holds ${money(balanceFen)}.`,
      }),
    },
  },
};
