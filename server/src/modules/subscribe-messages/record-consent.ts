import type { MessageTemplates } from '../../platform/config';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { type KeyedCall, once } from '../idempotency';
import { lockMemberRecords } from '../members';
import type { ConsentAnswer } from './subscribe-messages.entities';
import { consentsOf, saveConsents } from './subscribe-messages.store';

/** What WeChat's dialog was answered for one template. */
export interface GivenAnswer {
  templateId: string;
  answer: ConsentAnswer;
}

/**
 * Records what a member answered: each accept is one more message, a ban leaves none, a rejection leaves what was accepted
 * before. Refuses: INPUT_INVALID for a template that is not offered or comes twice, and what `once` refuses. Throws
 * MergedMeanwhile.
 */
export async function recordConsent(
  tx: Tx,
  parts: { templates: MessageTemplates; memberId: number; now: Date },
  call: KeyedCall,
  answers: readonly GivenAnswer[],
): Promise<void> {
  const { templates, memberId, now } = parts;
  const offered = Object.values(templates).map(({ id }) => id);
  await once(tx, call, now, async () => {
    const given = new Map<string, ConsentAnswer>();
    for (const [index, { templateId, answer }] of answers.entries()) {
      const isKnown = offered.includes(templateId) && !given.has(templateId);
      if (!isKnown) throw invalid('Name templates of messageTemplates, each once.', String(index), 'templateId');
      given.set(templateId, answer);
    }
    if (given.size === 0) throw invalid('Give at least one answer.');
    await lockMemberRecords(tx, [memberId]);
    const before = new Map((await consentsOf(tx, [memberId])).map((own) => [own.templateId, own.sendsLeft]));
    const consents = [...given].map(([templateId, answer]) => {
      const left = before.get(templateId) ?? 0;
      return { templateId, answer, sendsLeft: answer === 'BAN' ? 0 : answer === 'ACCEPT' ? left + 1 : left };
    });
    await saveConsents(tx, memberId, consents, now);
    return '';
  });
}

function invalid(message: string, ...path: string[]): Refusal {
  return new Refusal('INPUT_INVALID', message, ['answers', ...path]);
}
