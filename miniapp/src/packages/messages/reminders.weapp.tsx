import { Box, Tap, Text } from '@/components/ui';
import { wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { MessageTemplatesDocument } from './generated/graphql';
import { useConsent } from './use-consent';
import { MESSAGES_WORDS } from './words';

/** 允许提醒: a tap asks whether WeChat may remind the member; each accept is one message. */
export function Reminders() {
  const w = useWords(MESSAGES_WORDS);
  const { t, format } = useI18n();
  const { data } = useMemberQuery('messageTemplates', MessageTemplatesDocument, {});
  const consent = useConsent();
  const templates = data?.me?.messageTemplates ?? [];
  if (templates.length === 0) return null;
  return (
    <Box className="panel reminders">
      <Box className="reminders__words">
        <Text className="row__title">{w('remind')}</Text>
        <Text className="messages__body">{w('remindBody')}</Text>
        <Text className="messages__body">
          {templates.map(({ name, left }) => w('remindLeft', { name, count: format.count(left) })).join(' · ')}
        </Text>
        {consent.error ? (
          <Box role="alert">
            <Text className="messages__body">{w('remindFailed', { why: t(wordsFor(consent.error)) })}</Text>
          </Box>
        ) : null}
      </Box>
      <Tap className="messages__all" disabled={consent.isPending} onTap={() => consent.mutate(templates)}>
        {w('remindAllow')}
      </Tap>
    </Box>
  );
}
