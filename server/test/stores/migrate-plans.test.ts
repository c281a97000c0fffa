import { databaseClasses } from '../../src/database-classes';
import { PaymentRow, RefundRow } from '../../src/modules/payments/payments.entities';
import {
  PlanCodeRow,
  RefundRequestRow,
  SubscriptionChangeRow,
  SubscriptionPeriodRow,
  SubscriptionRow,
} from '../../src/modules/subscriptions/subscriptions.entities';
import { insertRow } from '../../src/platform/database/query';
import { inTransaction, type Tx } from '../../src/platform/database/unit-of-work';
import { createTestDatabase, describeOnEachDatabase } from '../support/databases';

jest.setTimeout(60_000);

const at = new Date('2026-03-01T04:00:00.000Z');
const later = new Date('2026-04-01T04:00:00.000Z');

const addPlan = (tx: Tx, row: Partial<SubscriptionRow>) =>
  insertRow(tx, SubscriptionRow, {
    ...{ memberId: 1, purpose: 'GIFT', openFor: null, plan: 'month', state: 'ACTIVE', source: 'CHECKOUT' },
    ...{ periodNo: 1, startedAt: at, endsAt: later, nextPlan: null, agreementVersion: '1', agreedAt: at },
    ...{ createdAt: at, dueAt: later, ...row },
  });

const addGift = async (tx: Tx, number: number, state: PlanCodeRow['state']) => {
  const purchaseId = await addPlan(tx, {});
  const redeemed = state === 'REDEEMED' ? { redeemedSubscriptionId: 99, redeemedAt: at } : {};
  await insertRow(tx, PlanCodeRow, {
    ...{ codeIndex: `index ${number}`, code: null, kind: 'GIFT', plan: 'month', state, purchaseId, validUntil: later },
    ...{ createdAt: at, redeemedSubscriptionId: null, redeemedAt: null, ...redeemed },
  });
};

/** A period whose money was asked back, and went back in these ways. */
async function addRefund(tx: Tx, number: number, states: RefundRow['state'][]): Promise<void> {
  const subscriptionId = await addPlan(tx, { purpose: 'OWN', state: 'REFUNDED', dueAt: null });
  const paymentId = await insertRow(tx, PaymentRow, {
    ...{ number: `P${number}`, purpose: 'planPeriod', subject: String(number), memberId: 1, adapter: 'wechatPay' },
    ...{ channel: 'jsapi', amountFen: 1990, refundedFen: 1990, refundSeq: 1, state: 'PAID', description: '月卡' },
    ...{ createdAt: at, expiresAt: at, checks: 0 },
  } as never);
  for (const [index, state] of states.entries()) {
    await insertRow(tx, RefundRow, {
      ...{ number: `P${number}R${index}`, paymentId, amountFen: 1990, reason: '', state, createdAt: at, doneAt: null },
      ...{ refundId: null, checkAt: null, checks: 0, problem: null, billedOn: null },
    });
  }
  await insertRow(tx, SubscriptionPeriodRow, {
    ...{ subscriptionId, number: 1, plan: 'month', fromAt: at, untilAt: later, paidFen: 1990, refundedFen: 1990 },
    ...{ refundedAt: at, paymentNumber: `P${number}`, source: 'CHECKOUT', recordedAt: at },
  });
  await insertRow(tx, RefundRequestRow, {
    ...{ subscriptionId, periodNo: 1, plan: 'month', state: 'APPROVED', amountFen: 1990, reason: '', requestedAt: at },
    ...{ decidedAt: at, decidedBy: 'system', decisionReason: null },
  });
}

describeOnEachDatabase('plans that were stored before gifts and refunds came to their end', (kind) => {
  it('are as they would be now', async () => {
    const testDatabase = await createTestDatabase(kind);
    try {
      const { writer, ...database } = await testDatabase.open();
      await inTransaction({ writer, ...database }, async (tx) => {
        await addGift(tx, 1, 'FREE');
        await addGift(tx, 2, 'REDEEMED');
        await addRefund(tx, 1, ['SUCCEEDED']);
        await addRefund(tx, 2, ['PROCESSING']);
        await addRefund(tx, 3, ['CLOSED', 'SUCCEEDED']);
        await addRefund(tx, 4, ['CLOSED']);
      });
      const names = (databaseClasses.migrations as { name: string }[])
        .map(({ name }) => name)
        .filter((name) => /^(EndRedeemedGifts|FinishPlanRefunds)/.test(name));
      // Twice: a start may be cut short.
      for (let time = 0; time < 2; time++) {
        await writer.query(`DELETE FROM migrations WHERE name IN ('${names.join("', '")}')`);
        expect((await writer.runMigrations()).map(({ name }) => name)).toEqual(names);
      }
      const statesOf = async (entity: new () => { state: string }, where = {}) =>
        (await writer.manager.find(entity, { where, order: { id: 'ASC' } as never })).map(({ state }) => state);
      expect(await statesOf(SubscriptionRow, { purpose: 'GIFT' })).toEqual(['ACTIVE', 'EXPIRED']);
      expect(await statesOf(RefundRequestRow)).toEqual(['DONE', 'APPROVED', 'DONE', 'APPROVED']);
      expect(await writer.manager.find(SubscriptionChangeRow)).toMatchObject([
        { step: 'redeem', toState: 'EXPIRED', at },
      ]);
    } finally {
      await testDatabase.drop();
    }
  });
});
