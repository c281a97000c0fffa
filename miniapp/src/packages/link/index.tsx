import { useMutation } from '@tanstack/react-query';
import Taro, { useRouter } from '@tarojs/taro';
import { Notice } from '@/components/notice';
import { Page } from '@/components/page';
import { SignIn } from '@/components/sign-in';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { type ApiError, wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useSession } from '@/lib/live';
import { type Linked, linkMember } from './link-member';
import { LINK_WORDS } from './words';
import './link.scss';

const goHome = () => void Taro.switchTab({ url: '/pages/home/index' });

/** 关联: joins a partner's records to the membership, once the member has said so. */
export default function LinkPage() {
  const state = useSession();
  const w = useWords(LINK_WORDS);
  const { token } = useRouter().params;
  const link = useMutation<Linked, ApiError, string>({ mutationFn: linkMember });

  if (state.phase === 'signedOut') {
    return (
      <Page title="link.title" inner>
        <SignIn problem={state.problem} />
      </Page>
    );
  }
  return (
    <Page title="link.title" inner>
      {link.data ? (
        <Outcome linked={link.data} />
      ) : token ? (
        <Confirm
          busy={link.isPending || state.phase === 'starting'}
          error={link.error}
          onYes={() => link.mutate(token)}
        />
      ) : (
        <Notice title={w('noToken')} body={w('noTokenBody')} action={{ words: w('home'), run: goHome }} />
      )}
    </Page>
  );
}

interface ConfirmProps {
  busy: boolean;
  error: ApiError | null;
  onYes: () => void;
}

function Confirm({ busy, error, onYes }: ConfirmProps) {
  const w = useWords(LINK_WORDS);
  return (
    <Box className="link">
      <Heading level={1} className="notice__title">
        {w('title')}
      </Heading>
      <Text className="notice__body">{w('body')}</Text>
      {error ? <Problem error={error} /> : null}
      <Tap className="button" disabled={busy} onTap={onYes}>
        {w(busy ? 'busy' : 'confirm')}
      </Tap>
      <Tap className="button button--quiet link__later" onTap={goHome}>
        {w('later')}
      </Tap>
    </Box>
  );
}

function Problem({ error }: { error: ApiError }) {
  const { t } = useI18n();
  const w = useWords(LINK_WORDS);
  const known = (['LINK_TOKEN_INVALID', 'STATE_CONFLICT', 'MEMBER_BLOCKED'] as const).find((one) => one === error.code);
  return (
    <Box className="blocked link__problem" role="alert">
      <Text className="blocked__title">{w('failed')}</Text>
      <Text className="blocked__body">{known ? w(`error.${known}`) : t(wordsFor(error))}</Text>
    </Box>
  );
}

function Outcome({ linked }: { linked: Linked }) {
  const { format } = useI18n();
  const w = useWords(LINK_WORDS);
  const action = { words: w('home'), run: goHome };
  if (linked.kind === 'waiting') {
    const body = w('waitingBody', { date: format.day(linked.requestedAt) });
    return <Notice title={w('waiting')} body={body} action={action} />;
  }
  const { nickname, number } = linked.member;
  return linked.kind === 'joined' ? (
    <Notice title={w('done')} body={w('doneBody', { nickname, number })} action={action} />
  ) : (
    <Notice title={w('moved')} body={w('movedBody', { nickname, number })} action={action} />
  );
}
