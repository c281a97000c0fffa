import type { ReactNode } from 'react';
import { useI18n } from '@/lib/i18n/use-i18n';
import { Box, Heading, Picture, Text } from '../ui';

export interface MemberHeadProps {
  /** What stands at the end of the line. */
  children?: ReactNode;
  member: { nickname: string; number: string; avatarUrl?: string | null };
}

/** Who is signed in: picture or initial, nickname, member number. */
export function MemberHead({ member, children }: MemberHeadProps) {
  const { t } = useI18n();
  const [initial = ''] = member.nickname;
  return (
    <Box className="who">
      <Box className="who__avatar" decorative>
        {member.avatarUrl ? <Picture src={member.avatarUrl} className="who__picture" alt="" /> : <Text>{initial}</Text>}
      </Box>
      <Box className="who__words">
        <Heading level={1} className="who__name">
          {member.nickname}
        </Heading>
        <Text className="who__number">{t('home.number', { number: member.number })}</Text>
      </Box>
      {children}
    </Box>
  );
}
