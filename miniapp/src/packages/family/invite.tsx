import { useGain } from '@/components/gain';
import { ShareButton } from '@/components/share-button';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { copyText } from '@/lib/copy';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { SCREENS } from '@/lib/screens';
import { useInvite } from './steps';
import type { Family } from './types';
import { useWhy } from './why';
import { FAMILY_WORDS } from './words';

export interface InviteProps {
  /** None: nobody was invited yet. */
  family: Family | null;
  nickname: string;
  programName: string;
  timeZone: string;
}

/** 邀请家人: a card or a link that one of the family opens; nothing is shared before they say yes. */
export function Invite({ family, nickname, programName, timeZone }: InviteProps) {
  const { t, format } = useI18n();
  const w = useWords(FAMILY_WORDS);
  const invite = useInvite();
  const why = useWhy();
  const { gain, showGain } = useGain();
  const invitation = family?.invitation;
  const isFull = family ? family.members.length >= family.seats : false;
  const copy = (data: string) =>
    void copyText(data).then((isCopied) => showGain(t(isCopied ? 'copy.done' : 'copy.failed')));
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('invite')}
      </Heading>
      <Text className="row__note">
        {isFull
          ? w('full')
          : invitation
            ? w('inviteUntil', { date: format.moment(invitation.expiresAt, timeZone) })
            : w('inviteBody')}
      </Text>
      {invite.error ? (
        <Box className="problem" role="alert">
          <Text>{why(invite.error)}</Text>
        </Box>
      ) : null}
      {isFull ? null : invitation ? (
        <Box className="family__ways">
          <ShareButton
            words={w('share')}
            title={w('shareTitle', { nickname, program: programName })}
            path={`${SCREENS.familyAccept}?code=${encodeURIComponent(invitation.code)}`}
          />
          <Tap className="button button--quiet" onTap={() => copy(invitation.link)}>
            {w('copyLink')}
          </Tap>
        </Box>
      ) : (
        <Tap className="button family__ways" disabled={invite.isPending} onTap={() => invite.mutate()}>
          {w('inviteMake')}
        </Tap>
      )}
      {gain}
    </Box>
  );
}
