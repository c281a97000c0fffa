import Taro from '@tarojs/taro';
import { ShareButton } from '@/components/share-button';
import { Box, Tap, Text } from '@/components/ui';
import { useWords } from '@/lib/i18n/use-i18n';
import { client } from '@/lib/live';
import { refreshLoop } from '@/lib/loop';
import { once } from '@/lib/once';
import { INVITE_CODE } from '@/lib/session';
import { ShareRecordDocument, type ShareRecordInput } from './generated/graphql';
import type { Terms } from './terms';
import { REFERRAL_WORDS } from './words';

export interface SendProps {
  member: { nickname: string; referral: Terms };
  programName: string;
  /** Told in words once something lies in the clipboard, or could not be put there. */
  onSent: (words: string) => void;
}

/** The code, and the ways to get it to a friend. */
export function Send({ member: { nickname, referral }, programName, onSent }: SendProps) {
  const w = useWords(REFERRAL_WORDS);
  const { code, link } = referral;
  if (!code) return null;
  const copy = (data: string, isShare: boolean) => {
    Taro.setClipboardData({ data }).then(
      () => {
        onSent(w('copied'));
        if (isShare) recordShare('OTHER');
      },
      () => onSent(w('copyFailed')),
    );
  };
  return (
    <>
      <Box className="referral__code-line">
        <Box className="referral__code-words">
          <Text className="referral__side-name">{w('code')}</Text>
          <Text className="referral__code">{code}</Text>
        </Box>
        <Tap className="chip referral__copy" label={w('copyCode')} onTap={() => copy(code, false)}>
          {w('copy')}
        </Tap>
      </Box>
      <ShareButton
        words={w('share')}
        title={w('shareTitle', { nickname, program: programName })}
        path={`/pages/home/index?${INVITE_CODE}=${code}`}
        onShare={() => recordShare('FRIEND')}
      />
      {link ? (
        <Tap className="button referral__link" onTap={() => copy(link, true)}>
          {w('copyLink')}
        </Tap>
      ) : null}
    </>
  );
}

/** Tells the server of a share, which some tasks count. Nobody waits for it, so a failure is not shown. */
function recordShare(channel: ShareRecordInput['channel']): void {
  once('shareRecord', { channel, at: Date.now() }, async (idempotencyKey) => {
    const { shareRecord } = await client.mutate(ShareRecordDocument, { input: { channel, idempotencyKey } });
    return shareRecord;
  }).then(refreshLoop, () => undefined);
}
