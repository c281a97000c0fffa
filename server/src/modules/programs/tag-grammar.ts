import { z } from 'zod';
import type { Condition } from '../../engine/program';
import { valuesAt } from './program-conditions';
import { code, refuseTwice, text } from './program-values';

/** What staff may say of members by hand. */
export const tags = z
  .array(z.strictObject({ code, name: text.describe('What staff read; members never see it.') }))
  .default([])
  .superRefine(refuseTwice('the program has a tag'))
  .describe('What staff may say of members by hand, for conditions and segments.');

/** Members with one of these tags. */
export const segments = z.array(code);

interface Named {
  tags: z.output<typeof tags>;
  rules: readonly { when?: Condition }[];
  tasks: readonly { progress: { when?: Condition }; visible: { segments: readonly string[] } }[];
  coupons: readonly { claim?: { segments?: readonly string[] } }[];
  referral?: { when?: Condition };
}

/** Tells every tag that a condition or a segment names, and the program does not have. */
export function refuseUnknownTags(source: Named, context: z.core.$RefinementCtx): void {
  const known = source.tags.map((tag) => tag.code);
  const check = (named: readonly unknown[] | undefined, path: (string | number)[]) => {
    const unknown = named?.find((tag) => !known.includes(String(tag)));
    if (unknown === undefined) return;
    const message = `there is no tag ${unknown}: write one of ${known.join(', ') || '(none)'}, or add it to tags`;
    context.addIssue({ code: 'custom', path, message, input: unknown });
  };
  const tagsIn = (when: Condition | undefined) => (when ? valuesAt('member.tags', when) : undefined);
  source.rules.forEach(({ when }, index) => {
    check(tagsIn(when), ['rules', index, 'when']);
  });
  source.tasks.forEach(({ progress, visible }, index) => {
    check(tagsIn(progress.when), ['tasks', index, 'progress', 'when']);
    check(visible.segments, ['tasks', index, 'visible', 'segments']);
  });
  source.coupons.forEach(({ claim }, index) => {
    check(claim?.segments, ['coupons', index, 'claim', 'segments']);
  });
  check(tagsIn(source.referral?.when), ['referral', 'when']);
}
