import { z } from 'zod';
import type { Task } from '../../engine/program';
import { condition } from './program-conditions';
import { code, date, eventTypes, refuseTwice, someDateDuration, text, wholeNumber } from './program-values';
import { reward } from './reward-grammar';
import { segments } from './tag-grammar';

const progress = z
  .strictObject({
    on: eventTypes.describe('The event types that it counts.'),
    when: condition.optional(),
    count: wholeNumber(1).optional().describe('So many of them.'),
    sumYuan: wholeNumber(1)
      .max(1_000_000_000, 'write at most 1000000000')
      .optional()
      .describe('So many yuan of them together.'),
  })
  .superRefine(({ count, sumYuan }, context) => {
    if ((count === undefined) !== (sumYuan === undefined)) return;
    context.addIssue({ code: 'custom', message: count === undefined ? 'write count or sumYuan' : 'write one of both' });
  });

const visible = z
  .strictObject({
    levels: z.array(code).default([]).describe('Of the primary track; all of them when left out.'),
    segments: segments.default([]).describe('Tags, of which one is enough; all members when left out.'),
    from: date.nullable().optional().describe('The first day, in the program’s time zone.'),
    to: date.nullable().optional().describe('The last day; unclaimed rewards end with it.'),
  })
  .superRefine(({ from, to }, context) => {
    if (from && to && to < from) {
      context.addIssue({ code: 'custom', path: ['to'], message: `write ${from} or later` });
    }
  });

const task = z
  .strictObject({
    code,
    name: text.optional().describe('What members read; the code when left out.'),
    kind: z
      .enum(['newcomer', 'daily', 'weekly', 'monthly', 'campaign'])
      .describe('Once (newcomer, campaign), or once in each period; its unclaimed reward ends with the period.'),
    nature: z.enum(['process', 'business']).default('process'),
    progress,
    reward,
    claim: z.enum(['manual', 'auto']).default('manual'),
    after: z.array(code).default([]).describe('Tasks that must be completed before this one is counted.'),
    visible: visible.prefault({}),
    within: someDateDuration.optional().describe('Of newcomers: how long after joining.'),
    action: z.strictObject({ open: code }).optional().describe('Where the mini-app leads.'),
  })
  .superRefine(({ kind, within }, context) => {
    if (within === undefined || kind === 'newcomer') return;
    context.addIssue({ code: 'custom', path: ['within'], message: 'is for newcomer tasks: use visible.to instead' });
  });

/** The tasks of a program, in the order in which members see them. */
export const tasks = z
  .array(task)
  .default([])
  .superRefine(refuseTwice('the program has a task'))
  .superRefine(checkChains);

type TaskSource = z.output<typeof task>;

function checkChains(all: readonly TaskSource[], context: z.RefinementCtx): void {
  const chains = new Map(all.map(({ code: name, after }) => [name, after]));
  all.forEach(({ code: name, after }, index) => {
    const tell = (message: string) => context.addIssue({ code: 'custom', path: [index, 'after'], message });
    const unknown = after.find((before) => !chains.has(before));
    if (unknown !== undefined) tell(`there is no task ${unknown}`);
    else if (leadsTo(chains, after, name)) tell(`${name} would wait for itself: break the circle`);
  });
}

function leadsTo(chains: ReadonlyMap<string, readonly string[]>, from: readonly string[], goal: string): boolean {
  const seen = new Set<string>();
  const next = [...from];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (name === goal) return true;
    if (!seen.has(name)) next.push(...(chains.get(name) ?? []));
    seen.add(name);
  }
  return false;
}

/** A task as the engine has it. */
export function toTask({ name, progress: counted, visible: seen, ...rest }: TaskSource): Task {
  const { on, when, count, sumYuan } = counted;
  const { levels, segments: picked, from, to } = seen;
  return {
    ...rest,
    name: name ?? { 'zh-CN': rest.code, en: rest.code },
    progress:
      sumYuan === undefined
        ? { on, when, unit: 'times', target: count ?? 1 }
        : { on, when, unit: 'fen', target: sumYuan * 100 },
    visible: { levels, segments: picked.length > 0 ? picked : undefined, from: from ?? undefined, to: to ?? undefined },
  };
}
