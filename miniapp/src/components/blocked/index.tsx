import { useI18n } from '@/lib/i18n/use-i18n';
import { Box, Text } from '../ui';

export interface BlockedProps {
  member: { status: string; statusReason?: string | null };
}

/** Tells a blocked member that, and why; nothing for everybody else. */
export function Blocked({ member }: BlockedProps) {
  const { t } = useI18n();
  if (member.status !== 'BLOCKED') return null;
  return (
    <Box className="blocked" role="alert">
      <Text className="blocked__title">{t('blocked.title')}</Text>
      <Text className="blocked__body">{member.statusReason || t('blocked.body')}</Text>
    </Box>
  );
}
