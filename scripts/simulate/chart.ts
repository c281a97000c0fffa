import type { SimulationOutcome } from '../../server/src/modules/simulation';

const WIDTH = 32;

/** A simulation's outcome as lines of text: the pyramid before and after, who moves, points, cost and what is refused. */
export function chartOf(outcome: SimulationOutcome): string[] {
  const { members, inputs, rises, falls, growth, costFen, costs, refused } = outcome;
  return [
    `${members} members, ${inputs} inputs: ${rises} rise, ${falls} fall`,
    '',
    ...pyramidOf(outcome),
    '',
    ...movesOf(outcome),
    '',
    ...pointsOf(outcome),
    row('growth', growth.before, growth.after),
    '',
    row('cost', yuan(costFen.before), yuan(costFen.after)),
    ...costs.flatMap(({ kind, count, costFen: parts }) => [
      row(`  ${NAMES[kind]}`, count.before, count.after),
      ...(kind === 'couponsGiven' ? [] : [row('', yuan(parts.before), yuan(parts.after))]),
    ]),
    '',
    ...levelCostsOf(outcome),
    '',
    ...monthsOf(outcome),
    ...refused.map(({ code, inputs: count }) => `refused ${count} × ${code}`),
  ];
}

function pyramidOf({ levels }: SimulationOutcome): string[] {
  const most = Math.max(1, ...levels.flatMap(({ members }) => [members.before, members.after]));
  const bar = (count: number, mark: string) => mark.repeat(Math.ceil((count / most) * WIDTH));
  return [...levels].reverse().flatMap(({ code, members: { before, after } }) => {
    const change = after === before ? '' : ` (${after > before ? '+' : '−'}${Math.abs(after - before)})`;
    return [
      `${code.padEnd(12)} ${String(before).padStart(8)} ${bar(before, '░')}`,
      `${''.padEnd(12)} ${String(after).padStart(8)} ${bar(after, '█')}${change}`,
    ];
  });
}

function movesOf({ moves }: SimulationOutcome): string[] {
  return moves
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, members }) => `${from} → ${to}`.padEnd(28) + String(members).padStart(10));
}

function pointsOf({ points }: SimulationOutcome): string[] {
  const names = ['issued', 'adjusted', 'takenBack', 'expired', 'spent', 'outstanding'] as const;
  return [
    row('', 'in force', 'draft'),
    ...names.map((name) => row(`points ${name}`, points.before[name], points.after[name])),
  ];
}

const NAMES: Record<SimulationOutcome['costs'][number]['kind'], string> = {
  rules: 'points of rules',
  tasks: 'points of tasks',
  checkIns: 'points of check-ins',
  gifts: 'points of gifts',
  benefits: 'points of benefits',
  referrals: 'points of invitations',
  couponsGiven: 'coupons given',
  couponsUsed: 'coupons used',
  benefitsUsed: 'benefits used',
  walletGifts: 'fen on recharges',
};

function levelCostsOf({ levels }: SimulationOutcome): string[] {
  return levels.map(({ code, costFen }) => row(`cost of ${code}`, yuan(costFen.before), yuan(costFen.after)));
}

function monthsOf({ months }: SimulationOutcome): string[] {
  const most = Math.max(1, ...months.map(({ issued }) => issued));
  return months.map(({ month, issued, costFen }) => {
    const bar = '█'.repeat(Math.ceil((issued / most) * WIDTH));
    return `${month} ${String(issued).padStart(10)} ${yuan(costFen).padStart(12)} ${bar}`;
  });
}

function row(name: string, before: string | number, after: string | number): string {
  return `${name.padEnd(24)}${String(before).padStart(14)}${String(after).padStart(14)}`;
}

/** Fen as yuan, from the digits and never through a float. */
function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '−' : ''}¥${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
