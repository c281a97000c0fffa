import type { ReactNode } from 'react';
import type { ApiError } from '@/lib/errors';
import { useI18n } from '@/lib/i18n/use-i18n';
import { useSession } from '@/lib/live';
import type { Tint } from '@/lib/theme';
import { ErrorNotice } from '../notice';
import { Page, type PageProps } from '../page';
import { SignIn } from '../sign-in';
import { Box } from '../ui';

export interface ScreenProps<Data> {
  title: PageProps['title'];
  tint?: Tint;
  /** One of the tabs: it has no way back. */
  tab?: boolean;
  /** What the screen shows, and how reading it stands. */
  query: { error: ApiError | null; isFetching: boolean; refetch: () => Promise<unknown> };
  /** Undefined until it is there. */
  data: Data | undefined | null;
  children: (data: Data) => ReactNode;
}

/** A screen of the signed-in member: signed out, loading, failed, or there. */
export function Screen<Data>({ title, tint, tab = false, query, data, children }: ScreenProps<Data>) {
  const state = useSession();
  return (
    <Page title={title} tint={tint} inner={!tab}>
      {state.phase === 'signedOut' ? (
        <SignIn problem={state.problem} />
      ) : data ? (
        <Box className="screen">{children(data)}</Box>
      ) : query.error && !query.isFetching ? (
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ScreenSkeleton />
      )}
    </Page>
  );
}

/** A card and a few lines, before there is anything to read. */
function ScreenSkeleton() {
  const { t } = useI18n();
  return (
    <Box className="screen" role="status" label={t('state.loading')}>
      <Box className="panel panel--bone bone" />
      <ListSkeleton />
    </Box>
  );
}

/** The lines of a list that is on its way. */
export function ListSkeleton() {
  return (
    <Box className="panel" decorative>
      {['one', 'two', 'three', 'four'].map((line) => (
        <Box key={line} className="row">
          <Box className="row__words">
            <Box className="bone bone--line bone--half" />
            <Box className="bone bone--line bone--third" />
          </Box>
        </Box>
      ))}
    </Box>
  );
}
