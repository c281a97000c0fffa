import { type ApiError, wordsFor } from '@/lib/errors';
import { useI18n } from '@/lib/i18n/use-i18n';
import { Box, Heading, Tap, Text } from '../ui';

export interface NoticeProps {
  title: string;
  body: string;
  action?: { words: string; run: () => void };
}

/** A screen with nothing else to show: why, and the way out. */
export function Notice({ title, body, action }: NoticeProps) {
  return (
    <Box className="notice" role="status">
      <Box className="notice__mark" decorative>
        <Box className="notice__step" />
        <Box className="notice__step" />
        <Box className="notice__step" />
      </Box>
      <Heading level={2} className="notice__title">
        {title}
      </Heading>
      <Text className="notice__body">{body}</Text>
      {action ? (
        <Tap className="button" onTap={action.run}>
          {action.words}
        </Tap>
      ) : null}
    </Box>
  );
}

/** What went wrong, in words, with another try. */
export function ErrorNotice({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  const { t } = useI18n();
  return (
    <Notice
      title={t(error.kind === 'network' ? 'state.offlineTitle' : 'state.errorTitle')}
      body={t(wordsFor(error))}
      action={{ words: t('state.retry'), run: onRetry }}
    />
  );
}
