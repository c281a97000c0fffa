import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { SubscriptionCancelDocument } from '@/graphql/generated/graphql';
import { type ApiError, wordsFor } from '@/lib/errors';
import type { WordTable } from '@/lib/i18n';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { client } from '@/lib/live';
import { once } from '@/lib/once';
import { refreshPlan } from '@/lib/refresh-plan';
import { Ask } from '../ask';
import { Tap } from '../ui';

const zh = {
  open: '不买了，取消付款',
  title: '取消这笔付款？',
  body: '还没有扣款，取消后不会再收钱；如果您刚刚付了款，款项会原路退回。之后可以随时重新开通。',
  yes: '确认取消',
  busy: '正在取消…',
  no: '继续付款',
  late: '这笔付款刚刚有变，请看最新情况。',
} as const;

const WORDS: WordTable<typeof zh> = {
  'zh-CN': zh,
  en: {
    open: 'Call it off',
    title: 'Call this payment off?',
    body: 'Nothing was taken yet, and nothing will be. If you have just paid, your money goes back the way it came. You can join again at any time.',
    yes: 'Call it off',
    busy: 'Calling off…',
    no: 'Go on paying',
    late: 'This payment has just changed. See how it stands now.',
  },
};

/** 取消待支付: a paid membership that was never paid is called off, in two taps. */
export function CallOff({ subscriptionId, className = '' }: { subscriptionId: string; className?: string }) {
  const { t } = useI18n();
  const w = useWords(WORDS);
  const [asks, setAsks] = useState(false);
  const callOff = useCallOff(subscriptionId);
  const { error, isPending } = callOff;
  const close = () => setAsks(false);
  const problem = error && (error.code === 'SUBSCRIPTION_STATE_CONFLICT' ? w('late') : t(wordsFor(error)));
  return (
    <>
      <Tap className={`button button--quiet ${className}`} onTap={() => setAsks(true)}>
        {w('open')}
      </Tap>
      {asks ? (
        <Ask
          title={w('title')}
          body={w('body')}
          yes={w(isPending ? 'busy' : 'yes')}
          no={w('no')}
          isBusy={isPending}
          problem={problem ?? undefined}
          onYes={() => callOff.mutate(undefined, { onSuccess: close })}
          onNo={close}
        />
      ) : null}
    </>
  );
}

function useCallOff(subscriptionId: string) {
  return useMutation<unknown, ApiError>({
    mutationFn: () =>
      once('subscriptionCancel', { subscriptionId }, async (idempotencyKey) => {
        const input = { subscriptionId, idempotencyKey };
        return (await client.mutate(SubscriptionCancelDocument, { input })).subscriptionCancel;
      }),
    onSettled: () => refreshPlan(),
  });
}
