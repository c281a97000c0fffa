import fc from 'fast-check';
import { type Archive, settle, withNeeded } from './archive';
import { canonicalJson } from './canonical';
import { advance, apply, newMember } from './fold';
import { type Input, InputRefused } from './input';
import { estateOf } from './merge';
import type { Program, WalletPolicy } from './program';
import type { MemberState } from './state';
import {
  assertEquations,
  at,
  hold,
  JOINED,
  level,
  Member,
  noSums,
  program,
  rate,
  rule,
  task,
  track,
} from './test/fixtures';
import { COIN_GIFTS, CoinWallet, Refusal } from './test/wallet-coins';
import { always } from './timeline';
import { walletBalance } from './wallet';

const recharge = (id: string, amountFen: number, when = '2026-02-01'): Input => {
  return { kind: 'rechargeWallet', at: at(when), rechargeId: id, amountFen, paymentRef: `pay-${id}` };
};
const spend = (id: string, amountFen: number, when = '2026-02-02'): Input => {
  return { kind: 'spendWallet', at: at(when), spendId: id, orderRef: `order-${id}`, amountFen };
};
const giveBack = (id: string, amountFen: number, when = '2026-02-03'): Input => {
  return { kind: 'returnWalletSpend', at: at(when), spendId: id, amountFen };
};
const refund = (id: string, amountFen: number, when = '2026-02-04'): Input => {
  return { kind: 'refundRecharge', at: at(when), rechargeId: id, amountFen };
};

const gifts = [
  { atLeastFen: 10_000, giftFen: 500 },
  { atLeastFen: 50_000, giftFen: 5_000 },
];
const withWallet = (changes: Partial<WalletPolicy> = {}, rest: Partial<Program> = {}) =>
  program({ ...rest, points: {}, wallet: { gifts, spendOrder: 'principalFirst', ...changes } });
const member = (changes: Partial<WalletPolicy> = {}, rest: Partial<Program> = {}) =>
  new Member(withWallet(changes, rest));
const left = ({ state }: Member) => {
  const { principal, gift } = walletBalance(state);
  return [principal, gift];
};

describe('a recharge', () => {
  it('gives by the best rule that it reaches', () => {
    expect(left(member().do(recharge('a', 9_999)))).toEqual([9_999, 0]);
    expect(left(member().do(recharge('a', 10_000)))).toEqual([10_000, 500]);
    expect(left(member().do(recharge('a', 60_000)))).toEqual([60_000, 5_000]);
  });

  it('is refused when the balance would be too large, by a program without a wallet, and for a blocked member', () => {
    const m = member({ maxBalanceFen: 20_600 }).do(recharge('a', 10_000));
    expect(m.refusal(recharge('b', 10_000))).toBe('WALLET_LIMIT_EXCEEDED');
    expect(left(m.do(recharge('c', 9_600)))).toEqual([19_600, 500]);
    expect(new Member(program()).refusal(recharge('a', 1))).toBe('WALLET_NOT_OFFERED');
    expect(
      member()
        .do({ kind: 'block', at: at('2026-01-02') })
        .refusal(recharge('a', 1)),
    ).toBe('MEMBER_BLOCKED');
  });

  const points = rule('stored', { on: ['wallet.recharged'], points: { perYuan: rate('1'), rounding: 'down' } });
  const stored = track({
    ...{ code: 'stored', primary: false, kind: 'storedValue', basis: { kind: 'recharge' } },
    levels: [level('none', 0, 0), level('purse', 1, 10_000)],
  });
  it('counts as the event, for points and for levels, and a refund takes both back in proportion', () => {
    const m = member({}, { rules: [points], tracks: [track(), stored] }).do(recharge('a', 10_000));
    expect([m.points, m.level('stored'), m.state.facts.recharge]).toEqual([
      [100, 0],
      'purse',
      { '2026-02-01': 10_000 },
    ]);
    m.do(refund('a', 2_500));
    expect([m.points, m.state.facts.recharge]).toEqual([[75, 0], { '2026-02-01': 7_500 }]);
    m.do(refund('a', 7_500));
    expect([m.points, m.state.facts.recharge, left(m)]).toEqual([[0, 0], { '2026-02-01': 0 }, [0, 0]]);
  });

  it('takes the reward of a task back that it had fulfilled, also from the archive', () => {
    const tasks = [task('store', { progress: { on: ['wallet.recharged'], unit: 'times', target: 1 } })];
    const rules = program({ points: { pendingFor: 'P7D' }, tasks, wallet: { gifts: [], spendOrder: 'giftFirst' } });
    const m = new Member(rules).do(recharge('a', 10_000), {
      ...{ kind: 'claimTask', task: 'store', period: 'once', at: at('2026-02-02') },
    });
    const settled = settle(m.timeline, m.state);
    const archive: Archive = new Map(settled.finished);
    const back = refund('a', 10_000);
    expect(m.do(back).lastLines).toEqual(['refund -10000', 'reverse -100', 'reverse -50']);
    const { entries } = apply(m.timeline, withNeeded(settled.state, back, archive), back);
    expect(entries.map(({ kind, delta }) => `${kind} ${delta}`)).toEqual(m.lastLines);
  });

  it('is told of by partners alike', () => {
    const rules = { rules: [points], tracks: [track(), stored] };
    const ours = member({}, rules).do(recharge('a', 10_000)).state;
    const time = at('2026-02-01');
    const common = { kind: 'event' as const, at: time, occurredAt: time, eventKey: '1:a' };
    const theirs = member({}, rules).do({ ...common, type: 'wallet.recharged', amountFen: 10_000 }).state;
    expect([theirs.facts, theirs.tracks.stored?.level]).toEqual([ours.facts, ours.tracks.stored?.level]);
  });
});

describe('a spend', () => {
  it.each([
    ['principalFirst', 12_000, [48_500, 5_000]],
    ['principalFirst', 10_200, [50_000, 5_300]],
    ['giftFirst', 400, [60_000, 5_100]],
    ['giftFirst', 11_500, [50_000, 4_000]],
    ['proportional', 2_100, [58_000, 5_400]],
    ['proportional', 10_511, [49_990, 4_999]],
  ] as const)('%s, of %i', (spendOrder, amount, expected) => {
    // The oldest recharge is used up before the next one is touched.
    const m = member({ spendOrder }).do(recharge('a', 10_000), recharge('b', 50_000, '2026-02-02'));
    expect(left(m.do(spend('s', amount, '2026-02-03')))).toEqual(expected);
  });

  it('is refused beyond the balance, and to a blocked member', () => {
    const m = member().do(recharge('a', 10_000));
    expect(m.refusal(spend('s', 10_501))).toBe('INSUFFICIENT_BALANCE');
    expect(left(m.do(spend('s', 10_500)))).toEqual([0, 0]);
    m.do(recharge('b', 1), { kind: 'block', at: at('2026-02-02') });
    expect(m.refusal(spend('t', 1))).toBe('MEMBER_BLOCKED');
  });

  it('comes back in the proportion in which it was taken, the parts summing to the whole', () => {
    const m = member({ spendOrder: 'proportional' }).do(recharge('a', 10_000), spend('s', 10_500));
    expect(left(m.do(giveBack('s', 3_500)))).toEqual([3_333, 167]);
    expect(left(m.do(giveBack('s', 3_500)))).toEqual([6_667, 333]);
    expect(m.refusal(giveBack('s', 3_501))).toBe('WALLET_RETURN_EXCEEDS');
    expect(left(m.do(giveBack('s', 3_500)))).toEqual([10_000, 500]);
    expect(m.refusal(giveBack('t', 1))).toBe('WALLET_SPEND_NOT_FOUND');
  });
});

describe('a refund of a recharge', () => {
  it('pays unspent principal and takes the gift in proportion', () => {
    const m = member().do(recharge('a', 10_000), refund('a', 5_000));
    expect(left(m)).toEqual([5_000, 250]);
    expect(m.lastLines).toEqual(['refund -5000', 'reverse -250']);
    expect(m.state.wallet?.rechargedFen).toBe(5_000);
    expect(m.refusal(refund('a', 5_001))).toBe('WALLET_REFUND_EXCEEDS');
    expect(m.refusal(refund('b', 1))).toBe('WALLET_RECHARGE_NOT_FOUND');
  });

  it('keeps back what of the gift was spent, and gives it free when the spend comes back', () => {
    const m = member({ spendOrder: 'giftFirst' }).do(recharge('a', 10_000), spend('s', 500));
    m.do(refund('a', 10_000));
    expect(left(m)).toEqual([0, 0]);
    expect(m.state.wallet?.recharges.a).toMatchObject({ paidBackFen: 9_500, coveredFen: 500 });
    m.do(giveBack('s', 500, '2026-02-05'));
    expect(left(m)).toEqual([500, 0]);
    m.do(refund('a', 500, '2026-02-06'));
    // As if the spend had come back first.
    expect(m.state.wallet?.recharges.a).toMatchObject({ paidBackFen: 10_000, coveredFen: 0, giftTakenFen: 500 });
  });

  it('is refused when the gift that was spent leaves nothing of it', () => {
    const generous = { gifts: [{ atLeastFen: 1, giftFen: 200 }], spendOrder: 'giftFirst' as const };
    const m = member(generous).do(recharge('a', 100), spend('s', 200));
    expect(m.refusal(refund('a', 100))).toBe('WALLET_REFUND_EXCEEDS');
  });
});

const ids = (kind: string) => fc.integer({ min: 1, max: 5 }).map((number) => `${kind}${number}`);
const amount = fc.integer({ min: 1, max: 90 });
const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('recharge' as const), amount }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('spend' as const), amount }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('return' as const), id: ids('s'), amount }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('refund' as const), id: ids('r'), amount }) },
  ),
  { minLength: 1, maxLength: 30, size: 'max' },
);
const inputs = steps.map((list) => {
  let [recharges, spends] = [0, 0];
  return list.map((step, index): Input => {
    const when = JOINED + index * 3_600_000;
    if (step.kind === 'recharge') {
      recharges += 1;
      return { kind: 'rechargeWallet', at: when, rechargeId: `r${recharges}`, amountFen: step.amount };
    }
    if (step.kind === 'spend') {
      spends += 1;
      return { kind: 'spendWallet', at: when, spendId: `s${spends}`, orderRef: 'o', amountFen: step.amount };
    }
    if (step.kind === 'return') {
      return { kind: 'returnWalletSpend', at: when, spendId: step.id, amountFen: step.amount };
    }
    return { kind: 'refundRecharge', at: when, rechargeId: step.id, amountFen: step.amount };
  });
});
const orders = fc.constantFrom('principalFirst', 'giftFirst', 'proportional' as const) as fc.Arbitrary<
  WalletPolicy['spendOrder']
>;
const coinProgram = (spendOrder: WalletPolicy['spendOrder']) =>
  always(
    withWallet({ gifts: COIN_GIFTS, spendOrder }, { rules: [], tracks: [track({ basis: { kind: 'recharge' } })] }),
  );

function codeOf(work: () => void): string {
  try {
    work();
    return 'done';
  } catch (error) {
    if (error instanceof InputRefused) return error.code;
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

describe('whatever happens to a wallet', () => {
  it('agrees with single coins after every step, whether or not what is finished is archived', () => {
    fc.assert(
      fc.property(orders, inputs, (order, history) => {
        const timeline = coinProgram(order);
        const model = new CoinWallet(order);
        let whole: MemberState = newMember(timeline, JOINED);
        let state = whole;
        const archive: Archive = new Map();
        const sums = noSums();
        for (const input of history) {
          const code = codeOf(() => {
            const outcome = apply(timeline, withNeeded(state, input, archive), input);
            for (const { account, delta } of outcome.entries) sums[account] += delta;
            const settled = settle(timeline, outcome.state);
            for (const [key, item] of settled.finished) archive.set(key, item);
            state = settled.state;
            whole = apply(timeline, whole, input).state;
          });
          expect(codeOf(() => model.take(input))).toBe(code);
          assertEquations(state, sums);
          const all = Object.values(whole.wallet?.recharges ?? {});
          expect(all.map(({ principalLeft, giftLeft }) => [principalLeft, giftLeft])).toEqual(
            all.map(({ id }) => [model.count('left', 'principal', id), model.count('left', 'gift', id)]),
          );
          expect(all.reduce((sum, { paidBackFen }) => sum + paidBackFen, 0)).toBe(model.paid);
          const counted = Object.values(whole.facts.recharge ?? {}).reduce((sum, fen) => sum + fen, 0);
          expect(counted).toBe(whole.wallet?.rechargedFen ?? 0);
          const spends = Object.values(whole.wallet?.spends ?? {});
          const spent = spends.reduce((sum, { amountFen, returnedFen }) => sum + amountFen - returnedFen, 0);
          expect(whole.wallet?.spentFen ?? 0).toBe(spent);
        }
        const settled = settle(timeline, whole);
        expect(canonicalJson(settled.state)).toBe(canonicalJson(state));
      }),
      { numRuns: 200 },
    );
  });

  it('goes along when the member is merged, and goes on there', () => {
    fc.assert(
      fc.property(orders, inputs, fc.nat(30), (order, history, cut) => {
        const timeline = coinProgram(order);
        const alone = new Member(timeline);
        const done = history.filter((input) => alone.refusal(input) === undefined && alone.do(input));
        const [before, after] = [done.slice(0, cut), done.slice(cut)];
        const from = new Member(timeline).do(...before);
        const into = new Member(timeline);
        const time = before.at(-1)?.at ?? JOINED;
        const settled = settle(timeline, from.state);
        const estate = estateOf(advance(timeline, settled.state, time).state, settled.finished);
        const by = { at: time, reason: 'same person', actor: 'staff:1' };
        from.do({ kind: 'mergeOut', into: 1, ...by });
        into.do({ kind: 'mergeIn', from: 2, estate: JSON.parse(canonicalJson(estate)), ...by }, ...after);
        expect(walletBalance(from.state)).toEqual({ principal: 0, gift: 0 });
        expect(canonicalJson({ of: into.state.wallet })).toBe(canonicalJson({ of: alone.state.wallet }));
      }),
      { numRuns: 100 },
    );
  });

  it('has nothing to do with points in holds', () => {
    const m = member().do(recharge('a', 10_000));
    expect(m.refusal(hold('h', 1, '2026-02-02'))).toBe('INSUFFICIENT_POINTS');
  });
});
