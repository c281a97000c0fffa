import { useGain } from '@/components/gain';
import { ShareButton } from '@/components/share-button';
import { Box, Tap, Text } from '@/components/ui';
import { copyText } from '@/lib/copy';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { SCREENS } from '@/lib/screens';
import { MEMBERSHIP_WORDS } from './words';

export interface GiftProps {
  code: string;
  plan: string;
  nickname: string;
  programName: string;
}

/** The code of a gift, and the ways to pass it on. */
export function Gift({ code, plan, nickname, programName }: GiftProps) {
  const { t } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  const { gain, showGain } = useGain();
  const copy = (data: string) =>
    void copyText(data).then((isCopied) => showGain(t(isCopied ? 'copy.done' : 'copy.failed')));
  return (
    <Box className="panel membership__gift">
      <Text className="membership__small">{w('giftCode')}</Text>
      <Text className="membership__gift-code">{code}</Text>
      <ShareButton
        words={w('giftShare')}
        title={w('giftTitle', { nickname, program: programName, plan })}
        path={`${SCREENS.membership}?code=${encodeURIComponent(code)}`}
      />
      <Tap className="button button--quiet" onTap={() => copy(code)}>
        {w('giftCopy')}
      </Tap>
      {gain}
    </Box>
  );
}
