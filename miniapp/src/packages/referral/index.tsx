import type { ReactNode } from 'react';
import { Blocked } from '@/components/blocked';
import { useGain } from '@/components/gain';
import { LoadMore } from '@/components/load-more';
import { Nothing } from '@/components/nothing';
import { Screen } from '@/components/screen';
import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberList } from '@/lib/member-query';
import { rewardWords } from '@/lib/reward-words';
import { tintOf } from '@/lib/theme';
import { ReferralDocument, type ReferralQuery } from './generated/graphql';
import { How } from './how';
import { Send } from './send';
import type { Invitee, Terms } from './terms';
import { REFERRAL_WORDS } from './words';
import './referral.scss';

const pageOf = (answer: ReferralQuery) => answer.me?.referral.invitees;

/** 邀请有礼: the code and the ways to send it, what it brings and when, and who came. */
export default function ReferralPage() {
  const list = useMemberList('referral', ReferralDocument, pageOf);
  const { format } = useI18n();
  const w = useWords(REFERRAL_WORDS);
  const { gain, showGain } = useGain();
  const member = list.answer?.me;
  const program = list.answer?.program;

  return (
    <Screen
      title="referral.title"
      tint={member ? tintOf(member.level.level) : undefined}
      query={list}
      data={member && program && list.edges ? { member, program, edges: list.edges } : undefined}
    >
      {(shown) => (
        <>
          <Blocked member={shown.member} />
          {shown.member.referral.isOffered ? (
            <>
              <Head terms={shown.member.referral}>
                <Send member={shown.member} programName={shown.program.name} onSent={showGain} />
              </Head>
              <How terms={shown.member.referral} />
            </>
          ) : shown.edges.length === 0 ? (
            <Nothing title={w('off')} body={w('offBody')} />
          ) : null}
          {shown.member.referral.isOffered || shown.edges.length > 0 ? (
            <Box className="panel">
              <Heading level={2} className="panel__title">
                {w('records')}
              </Heading>
              <Text className="referral__soft">
                {shown.edges.length === 0
                  ? `${w('none')} · ${w('noneBody')}`
                  : w('counts', {
                      invited: format.count(shown.member.referral.invitedCount),
                      converted: format.count(shown.member.referral.convertedCount),
                    })}
              </Text>
              <Box role="list">
                {shown.edges.map(({ cursor, node }) => (
                  <InviteeRow key={cursor} invitee={node} timeZone={shown.program.timeZone} />
                ))}
              </Box>
              {shown.edges.length > 0 ? <LoadMore list={list} byScroll /> : null}
            </Box>
          ) : null}
          {gain}
        </>
      )}
    </Screen>
  );
}

function Head({ terms: { inviterReward, inviteeReward }, children }: { terms: Terms; children: ReactNode }) {
  const i18n = useI18n();
  const w = useWords(REFERRAL_WORDS);
  const sides = [
    { name: w('inviter'), value: rewardWords(inviterReward ?? {}, i18n) },
    { name: w('invitee'), value: rewardWords(inviteeReward ?? {}, i18n) },
  ].filter(({ value }) => value !== '');
  return (
    <Box className="referral__card">
      <Heading level={1} className="referral__title">
        {w(sides.length > 1 ? 'head' : 'headOne')}
      </Heading>
      <Box className="referral__sides" role="list">
        {sides.map(({ name, value }) => (
          <Box key={name} className="referral__side" role="listitem">
            <Text className="referral__side-name">{name}</Text>
            <Text className="referral__side-value">{value}</Text>
          </Box>
        ))}
      </Box>
      {children}
    </Box>
  );
}

function InviteeRow({ invitee, timeZone }: { invitee: Invitee; timeZone: string }) {
  const { format } = useI18n();
  const w = useWords(REFERRAL_WORDS);
  const { nickname, state, invitedAt, convertedAt } = invitee;
  const note = convertedAt
    ? w('converted', { date: format.day(convertedAt, timeZone) })
    : w('registered', { date: format.day(invitedAt, timeZone) });
  return (
    <Box className="row" role="listitem">
      <Box className="row__words">
        <Text className="row__title">{nickname}</Text>
        <Text className="row__note">{note}</Text>
      </Box>
      <Text className={`row__figure referral__state referral__state--${state}`}>{w(`state.${state}`)}</Text>
    </Box>
  );
}
