import { readFileSync } from 'node:fs';
import { parseProgram } from '../../src/modules/programs/parse-program';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { decodeId } from '../../src/platform/ids';
import { describeOnEachDatabase } from '../support/databases';
import { Journey } from '../support/journey';
import { type ModelledBenefit, PlanModel } from '../support/plan-model';
import { faultsOf } from '../support/proofs';
import { statementsDuring } from '../support/statements';
import { SubscriberBench } from '../support/subscribers';
import { tableRows } from '../support/table-rows';

// Some months of a shop on a busy machine.
jest.setTimeout(120_000);

/** A program that ships, and what members do with it. */
interface Shop {
  file: string;
  plan: string;
  /** The quota that the plan shares with the family. */
  shared: string;
  /** The pack, its coupon, for an order of how much, and what it costs: by the coupon's word, or what it takes off. */
  pack?: { benefit: string; template: string; orderFen: number; costFen: number };
  /** What the multiplier adds to two orders of ¥400, in points of a fen: the first may raise the level. */
  more: [number, number];
  isAutomatic: boolean;
}
const shops: Shop[] = [
  {
    ...{ file: 'instalment-mall', plan: 'quarterly', shared: 'plan-shipping', more: [2, 2], isAutomatic: false },
    pack: { benefit: 'plan-pack', template: 'plan-8', orderFen: 5_000, costFen: 500 },
  },
  {
    ...{ file: 'retail', plan: 'plus-month', shared: 'plus-shipping', more: [200, 240], isAutomatic: true },
    pack: { benefit: 'plus-pack', template: 'plus-15', orderFen: 12_000, costFen: 1_500 },
  },
  { file: 'wealth', plan: 'premier-year', shared: 'plan-withdrawal', more: [0, 0], isAutomatic: false },
];

interface Figures {
  plan: { code: string };
  subscribers: number;
  newSubscribers: number;
  incomeFen: number;
  refundedFen: number;
  refundRequests: number;
  complaints: number;
  benefits: (ModelledBenefit & { benefit: { code: string }; exerciseRate: string | null; expectedRate: string })[];
  extras: { extra: string; costFen: number }[];
  costFen: number;
  marginFen: number;
}
const FIGURES = `plan { code } subscribers newSubscribers incomeFen refundedFen refundRequests complaints
  benefits { benefit { code } granted used exerciseRate expectedRate costFen } extras { extra costFen } costFen marginFen`;

describeOnEachDatabase('what staff see of plans', (kind) => {
  describe.each(shops)('in $file', (shop) => {
    const text = readFileSync(`server/programs/${shop.file}.yaml`, 'utf8').replaceAll('virtualPay', 'wechatPay');
    let bench: SubscriberBench;
    let life: Journey;
    let model: PlanModel;
    const paid: number[] = [];
    const tokens: Record<string, string> = {};

    beforeAll(async () => {
      bench = await SubscriberBench.start(kind, text);
      life = new Journey(bench.server);
      life.partner = await bench.server.partnerToken();
      for (const user of ['hua', 'mei', 'tao']) tokens[user] = await life.join(user);
      model = new PlanModel(parseProgram(text, shop.file), shop.plan, () => bench.server.clock.businessNow().getTime());
    });
    afterAll(() => bench.close());

    const figures = async (from: string, to: string) => {
      const query = `{ planFigures(from: "${from}", to: "${to}") { ${FIGURES} } }`;
      const { data, errors } = await bench.server.graphql<{ planFigures: Figures[] }>(query, { token: 'demo-viewer' });
      expect(errors).toBeUndefined();
      for (const { incomeFen, refundedFen, costFen, marginFen, benefits, extras } of data.planFigures) {
        expect(marginFen).toBe(incomeFen - refundedFen - costFen);
        expect([...benefits, ...extras].reduce((sum, line) => sum + line.costFen, 0)).toBe(costFen);
      }
      const own = data.planFigures.find(({ plan }) => plan.code === shop.plan);
      if (!own) throw new Error('The plan is missing.');
      return own;
    };
    const subscribe = async (user: string) => {
      await bench.subscribe(user, { planCode: shop.plan });
      const { periods } = await bench.seen(user);
      const [period] = periods;
      if (!period) throw new Error('It did not begin.');
      paid.push(period.paidFen);
      model.holds(user, period.from, period.until);
      if (shop.pack) model.given(shop.pack.benefit);
    };
    const consume = async (memberRef: string, ref: string, mode: string, benefitCode = shop.shared) => {
      const input = { memberRef, benefitCode, ref, mode, quantity: 1 };
      await life.do('benefitConsume', input, life.partner, 'benefit { left }');
      if (mode !== 'RESERVE') model.used(benefitCode, 1);
    };
    const coupon = async (orderRef: string, { benefit, template, orderFen, costFen }: NonNullable<Shop['pack']>) => {
      const couponId = await life.couponId(tokens.hua ?? '', template);
      const lock = { couponId, orderRef, orderAmountFen: orderFen };
      await life.do('couponLock', lock, life.partner, 'coupon { state }');
      await life.do('couponRedeem', { couponId }, life.partner, 'coupon { state }');
      model.used(benefit, 1, costFen);
      return couponId;
    };
    const nights = async (date: string) => {
      bench.server.clock.moveTo(new Date(`${date}T02:00:00.000Z`));
      await bench.server.nightly();
      await bench.work();
    };

    /** A month of three members: one has the plan and uses it, one shares it, one wants the money back. */
    it('is what members did, and what that cost', async () => {
      await subscribe('hua');
      await subscribe('tao');
      await life.days(1);
      for (const [ref, mode] of Object.entries({ a: 'CONSUME', b: 'CONSUME', c: 'RESERVE' })) {
        await consume('hua', ref, mode);
        if (ref === 'b') {
          await life.do('benefitReturn', { memberRef: 'hua', benefitCode: shop.shared, ref }, life.partner);
          model.used(shop.shared, -1);
        }
      }
      await consume('hua', 'c', 'CONFIRM');
      if (shop.pack) await coupon('first', shop.pack);
      for (const [index, eventId] of ['whole', 'part'].entries()) {
        const order = { eventId, memberRef: 'hua', type: 'order.completed', amountFen: 40_000 };
        await life.tell({ ...order, memberDiscountFen: 2_000 });
        model.multiplied(shop.more[index] ?? 0);
        model.tookOff(2_000);
      }
      const invited = { family: { invitation: { code: '' } } };
      Object.assign(invited, await life.do('familyInvite', {}, tokens.hua ?? '', 'family { invitation { code } }'));
      const { code } = invited.family.invitation;
      await life.do('familyAccept', { code }, tokens.mei ?? '', 'family { isOwner }');
      const { id, periodEnd } = await bench.seen('hua');
      model.holds('mei', bench.server.clock.businessNow(), periodEnd ?? '', true);
      await consume('mei', 'd', 'CONSUME');
      await refund();
      await complain(id);
      await life.days(1);
      const back = { memberRef: 'hua', type: 'order.cancelled' };
      await life.tell({ ...back, eventId: 'whole-back', reverses: 'whole', amountFen: 40_000 });
      await life.tell({ ...back, eventId: 'part-back', reverses: 'part', amountFen: 20_000 });
      model.multiplied(-shop.more[0] - shop.more[1] / 2);
      model.tookOff(-2_000 - 1_000);
      const march = await figures('2026-03-01', '2026-03-31');
      expect(march).toMatchObject({ subscribers: 1, newSubscribers: 2 });
      await nights('2026-04-03');
      await inApril();
      await compare('2026-03-01', '2026-03-31');
      await compare('2026-04-01', '2026-04-30');
      await compare('2026-03-01', '2026-04-30');
    });

    async function refund() {
      const { id } = await bench.seen('tao');
      await bench.done('tao', 'subscriptionRefundRequest', { subscriptionId: id, reason: '不想要了' });
      if (!shop.isAutomatic) {
        const { refundRequest } = await bench.seen('tao');
        const decision = { requestId: refundRequest?.id, approve: true, reason: '同意' };
        await bench.done('demo-operator', 'subscriptionRefundDecide', decision);
      }
      model.ends('tao');
      await bench.work();
      expect(await bench.seen('tao')).toMatchObject({ state: 'REFUNDED', refundRequest: { amountFen: paid[1] } });
    }

    async function complain(subscriptionId: string) {
      const call = { subscriptionId, reason: '客服电话打不通' };
      await bench.done('demo-operator', 'planComplaintRecord', call);
      const before = await tableRows(bench.server.database, 'plan_complaint', 'operation_log', 'idempotency');
      const [row] = before.plan_complaint ?? [];
      expect(row).toMatchObject({ plan: shop.plan, reason: call.reason, recorded_by: 'staff:Demo operator' });
      const refused = (input: object) => bench.refused('demo-operator', 'planComplaintRecord', { ...call, ...input });
      expect(await refused({ reason: ' ' })).toBe('INPUT_INVALID');
      expect(await refused({ subscriptionId: 'nothing' })).toBe('NOT_FOUND');
      expect(await tableRows(bench.server.database, 'plan_complaint', 'operation_log', 'idempotency')).toEqual(before);
    }

    /** The next month: of a plan of a month nothing more, of the others a pack that is used and comes back. */
    async function inApril() {
      const isOver = (await bench.seen('hua')).state === 'EXPIRED';
      expect(isOver).toBe(shop.plan === 'plus-month');
      if (isOver) return;
      if (shop.pack) model.given(shop.pack.benefit);
      const benefits = model.figures('2026-04-01', '2026-04-30').benefits;
      for (const benefit of Object.keys(benefits)) {
        if (benefit !== shop.pack?.benefit) await consume('hua', 'e', 'CONSUME', benefit);
      }
      if (!shop.pack) return;
      const couponId = await coupon('second', shop.pack);
      await life.do('couponReturn', { couponId }, life.partner, 'coupon { state }');
      model.used(shop.pack.benefit, -1, shop.pack.costFen);
    }

    async function compare(from: string, to: string) {
      const seen = await figures(from, to);
      const expected = model.figures(from, to);
      const benefits = seen.benefits.map(({ benefit, granted, used, costFen }) => [
        benefit.code,
        { granted, used, costFen },
      ]);
      expect(Object.fromEntries(benefits)).toEqual(expected.benefits);
      expect(seen.extras).toEqual([
        { extra: 'MEMBER_PRICE', costFen: expected.memberPriceFen },
        { extra: 'POINTS_MULTIPLIER', costFen: expected.pointsFen },
      ]);
      const [income, refunded] = from === '2026-04-01' ? [0, 0] : [(paid[0] ?? 0) + (paid[1] ?? 0), paid[1]];
      const times = from === '2026-04-01' ? 0 : 1;
      expect(seen).toMatchObject({ costFen: expected.costFen, incomeFen: income, refundedFen: refunded });
      expect(seen).toMatchObject({ refundRequests: times, complaints: times });
      for (const { granted, used, exerciseRate } of seen.benefits) {
        if (granted === 0) expect(exerciseRate).toBeNull();
        else expect(Number(exerciseRate)).toBeCloseTo(used / granted, 4);
      }
    }

    it('what it saved a member adds up to the ledger, line by line, also when another follows', async () => {
      const { id, periodEnd } = await bench.seen('hua');
      const saved = await savingsOf(id);
      expect(saved).toBeGreaterThan(0);
      const rows = await bench.rows<{ sum: unknown }>(
        "SELECT SUM(delta) AS sum FROM ledger_entry WHERE account = 'saving'",
      );
      expect(saved).toBe(Number(rows[0]?.sum));
      await nights(new Date(Date.parse(periodEnd ?? '') + 20 * 86_400_000).toISOString().slice(0, 10));
      tokens.hua = await bench.token('hua');
      await bench.subscribe('hua', { planCode: shop.plan });
      const next = await bench.seen('hua');
      expect(next.id).not.toBe(id);
      expect([await savingsOf(id), await savingsOf(next.id)]).toEqual([saved, 0]);
    });

    /** What a subscription saved: the sum of its lines, page by page, is what it says. */
    async function savingsOf(id: string): Promise<number> {
      type Page = {
        edges: { node: { amountFen: number } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      };
      let [sum, told, after] = [0, 0, null as string | null];
      do {
        const list = `savings(first: 2, after: $after) { edges { node { amountFen } } pageInfo { hasNextPage endCursor } }`;
        const query = `query ($after: String) { node(id: "${id}") { ... on PlanSubscription { savedFen ${list} } } }`;
        const token = await bench.token('hua');
        const { data } = await bench.server.graphql<{ node: { savedFen: number; savings: Page } }>(query, {
          token,
          variables: { after },
        });
        told = data.node.savedFen;
        for (const { node } of data.node.savings.edges) sum += node.amountFen;
        after = data.node.savings.pageInfo.hasNextPage ? data.node.savings.pageInfo.endCursor : null;
      } while (after !== null);
      expect(sum).toBe(told);
      return sum;
    }

    it('is as a second fold of the journals tells it, and the ledgers agree', async () => {
      const moves = await bench.rows<{ n: unknown }>('SELECT COUNT(*) AS n FROM plan_move');
      expect(Number(moves[0]?.n)).toBeGreaterThan(4);
      expect(await faultsOf(bench.server.database, bench.server.clock)).toEqual([]);
    });

    if (shop.file === 'instalment-mall') {
      it('costs the plan that gave it, also when the subscription has another by then', async () => {
        const { id } = await bench.seen('hua');
        const text = `INSERT INTO plan_move (member_id, subscription_id, kind, benefit, quantity, cost_parts, since, at)
          VALUES (1, ?, 'used', 'plan-pack', 1, ?, ?, '2028-01-02 00:00:00.000')`;
        const own = decodeId('PlanSubscription', id);
        await inTransaction(bench.server.database, async (tx) => {
          await tx.query(
            `INSERT INTO subscription_period
               (subscription_id, number, plan, from_at, until_at, paid_fen, refunded_fen, source, recorded_at)
             VALUES (?, 9, 'yearly', ?, ?, 0, 0, 'STAFF', ?)`,
            [own, '2027-12-01 00:00:00.000', '2028-12-01 00:00:00.000', '2027-12-01 00:00:00.000'],
          );
          // A third of a fen twice, which comes to more than half of one.
          for (const since of ['2027-11-30 23:59:59.999', '2027-11-30 12:00:00.000'])
            await tx.query(text, [own, 3_333, since]);
          await tx.query(text, [own, 70_000, '2027-12-01 00:00:00.000']);
        });
        const query = `{ planFigures(from: "2028-01-01", to: "2028-01-31") { ${FIGURES} } }`;
        const { data } = await bench.server.graphql<{ planFigures: Figures[] }>(query, { token: 'demo-viewer' });
        const packs = data.planFigures.map(({ plan, costFen, benefits }) => [plan.code, benefits[0]?.used, costFen]);
        expect(packs).toEqual([
          ['monthly', 0, 0],
          ['quarterly', 2, 1],
          ['yearly', 1, 7],
        ]);
      });
    }

    if (kind === 'SQLite' && shop.pack) {
      it('is found by indexes', async () => {
        const { database } = bench.server;
        const sent = await statementsDuring(database, () => figures('2026-03-01', '2026-03-31'));
        const own = sent.filter((statement) => /subscription_period|plan_/.test(statement));
        // One for each number, whatever there is.
        expect(own).toHaveLength(10);
        const scans: string[] = [];
        for (const statement of own) {
          const values = Array.from({ length: statement.split('?').length - 1 }, () => '2026-03-01 00:00:00.000');
          const plan: { detail: string }[] = await database.reader.query(`EXPLAIN QUERY PLAN ${statement}`, values);
          const scanned = plan.filter(({ detail }) => /^SCAN (?!moved)/.test(detail));
          scans.push(...scanned.map(({ detail }) => `${detail}: ${statement}`));
        }
        expect(scans).toEqual([]);
      });
    }
  });
});
