import { useMutation } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { ApiError } from '@/lib/errors';
import { client, queryClient } from '@/lib/live';
import { MessageConsentRecordDocument, type MessageTemplatesQuery } from './generated/graphql';

type Template = NonNullable<MessageTemplatesQuery['me']>['messageTemplates'][number];

/** WeChat asks for so many at once. */
const MOST = 3;

/** What WeChat reports, by what the server calls it; `filter` is no answer. */
const ANSWERS = { accept: 'ACCEPT', reject: 'REJECT', ban: 'BAN' } as const;

/** Asks by WeChat's dialog, for the templates with the fewest messages left, and records what was answered. */
export function useConsent() {
  return useMutation<void, ApiError, readonly Template[]>({
    mutationFn: async (templates) => {
      const tmplIds = [...templates]
        .sort((a, b) => a.left - b.left)
        .slice(0, MOST)
        .map(({ templateId }) => templateId);
      const answered = await ask(tmplIds);
      const answers = tmplIds.flatMap((templateId) => {
        const answer = ANSWERS[answered[templateId] as keyof typeof ANSWERS];
        return answer ? [{ templateId, answer }] : [];
      });
      if (answers.length === 0) return;
      // A member taps once at a time.
      const input = { idempotencyKey: `consent-${Date.now()}`, answers };
      const { messageConsentRecord } = await client.mutate(MessageConsentRecordDocument, { input });
      const [problem] = messageConsentRecord.userErrors;
      if (problem) throw new ApiError('refused', { code: problem.code, message: problem.message });
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['messageTemplates'] }),
  });
}

/** A dialog that WeChat does not show, because the member has switched messages off, is no answer. */
async function ask(tmplIds: string[]): Promise<Record<string, unknown>> {
  try {
    // The type asks for the name that another platform gives the same thing.
    return { ...(await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] })) };
  } catch {
    return {};
  }
}
