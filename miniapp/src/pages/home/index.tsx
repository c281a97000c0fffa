import { ErrorNotice, Notice } from '@/components/notice';
import { Page } from '@/components/page';
import { SignIn } from '@/components/sign-in';
import { useI18n } from '@/lib/i18n/use-i18n';
import { useSession } from '@/lib/live';
import { HomeSkeleton } from './home-skeleton';
import { Membership } from './membership';
import { useHome } from './use-home';

/** 会员中心: who I am here, what I have, what to do next. */
export default function HomePage() {
  const state = useSession();
  const home = useHome();
  const { t } = useI18n();

  if (state.phase === 'signedOut') {
    return (
      <Page title="home.title">
        <SignIn problem={state.problem} />
      </Page>
    );
  }
  const member = home.data?.me;
  const program = home.data?.program;
  if (member && program) {
    if (program.tracks.some((track) => track.primary && track.levels.length > 0)) {
      return <Membership member={member} program={program} />;
    }
    return (
      <Page title="home.title">
        <Notice
          title={t('state.emptyTitle')}
          body={t('state.emptyBody')}
          action={{ words: t('state.retry'), run: () => void home.refetch() }}
        />
      </Page>
    );
  }
  return (
    <Page title="home.title">
      {home.error && !home.isFetching ? (
        <ErrorNotice error={home.error} onRetry={() => void home.refetch()} />
      ) : (
        <HomeSkeleton />
      )}
    </Page>
  );
}
