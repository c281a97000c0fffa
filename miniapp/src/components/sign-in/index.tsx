import { type ApiError, wordsFor } from '@/lib/errors';
import { useI18n } from '@/lib/i18n/use-i18n';
import { session } from '@/lib/live';
import { LevelBadge } from '../level-badge';
import { Box, Heading, Tap, Text } from '../ui';

/** For somebody who is not signed in: what there is to see, and one button. Nothing happens by itself. */
export function SignIn({ problem }: { problem: ApiError | undefined }) {
  const { t } = useI18n();
  return (
    <Box className="sign-in">
      <Box className="sign-in__badges" decorative>
        <LevelBadge tint="silver" size="large" />
        <LevelBadge tint="gold" size="large" />
        <LevelBadge tint="platinum" size="large" />
      </Box>
      <Heading level={1} className="sign-in__title">
        {t('signIn.title')}
      </Heading>
      <Text className="sign-in__body">{t('signIn.body')}</Text>
      {problem ? (
        <Box className="sign-in__problem" role="alert">
          <Text>{t(wordsFor(problem))}</Text>
        </Box>
      ) : null}
      <Tap className="button button--wechat" onTap={() => void session.signIn()}>
        {t('signIn.button')}
      </Tap>
      <Text className="sign-in__note">{t('signIn.note')}</Text>
    </Box>
  );
}
