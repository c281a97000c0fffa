import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Ask } from '@/components/ask';
import { Blocked } from '@/components/blocked';
import { Notice } from '@/components/notice';
import { Screen } from '@/components/screen';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { isRunning } from '@/lib/plan';
import { SCREENS } from '@/lib/screens';
import { tintOf } from '@/lib/theme';
import { FamilyDocument } from './generated/graphql';
import { Invite } from './invite';
import { usePart } from './steps';
import type { Family, Person } from './types';
import { useWhy } from './why';
import { FAMILY_WORDS } from './words';
import './family.scss';

const toPlans = () => void Taro.navigateTo({ url: SCREENS.membership });

/** 家庭共享: who shares the plan, who may come, and the ways out. */
export default function FamilyPage() {
  const query = useMemberQuery('family', FamilyDocument, {});
  const w = useWords(FAMILY_WORDS);
  const member = query.data?.me;
  const program = query.data?.program;

  return (
    <Screen
      title="family.title"
      tint={member ? tintOf(member.level.level) : undefined}
      query={query}
      data={member && program ? { me: member, program } : undefined}
    >
      {({ me, program: { name, timeZone } }) => {
        const { family } = me;
        const owns = isRunning(me.subscription) && (!family || family.isOwner);
        return (
          <>
            <Blocked member={me} />
            {family ? <Head family={family} timeZone={timeZone} /> : null}
            {owns ? <Invite family={family} nickname={me.nickname} programName={name} timeZone={timeZone} /> : null}
            {family ? <People family={family} timeZone={timeZone} /> : null}
            {family ? <Shares family={family} /> : null}
            {!family && !owns ? (
              <Notice title={w('none')} body={w('noneBody')} action={{ words: w('toPlans'), run: toPlans }} />
            ) : null}
          </>
        );
      }}
    </Screen>
  );
}

interface PartProps {
  family: Family;
  timeZone: string;
}

function Head({ family, timeZone }: PartProps) {
  const { format } = useI18n();
  const w = useWords(FAMILY_WORDS);
  const { isOwner, owner, members, seats, coolDownUntil } = family;
  return (
    <Box className="panel">
      <Heading level={1} className="panel__title">
        {isOwner
          ? w('seats', { taken: format.count(members.length), seats: format.count(seats) })
          : w('of', { nickname: owner.nickname })}
      </Heading>
      <Text className="row__note">{w(isOwner ? 'ownerNote' : 'memberNote')}</Text>
      {coolDownUntil ? (
        <Text className="row__note family__cool">
          {w(isOwner ? 'coolDown' : 'coolDownMember', { date: format.day(coolDownUntil, timeZone) })}
        </Text>
      ) : null}
    </Box>
  );
}

/** The owner and everybody who shares; removing and leaving ask once more. */
function People({ family, timeZone }: PartProps) {
  const { format } = useI18n();
  const w = useWords(FAMILY_WORDS);
  const [parting, setParting] = useState<Person | 'me'>();
  const { isOwner, owner, members } = family;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('people')}
      </Heading>
      <Box role="list">
        <PersonRow person={owner} note={w('owner')} />
        {members.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            note={w('joined', { date: format.day(person.joinedAt, timeZone) })}
            onRemove={person.canRemove && isOwner ? () => setParting(person) : undefined}
          />
        ))}
      </Box>
      {isOwner && members.length === 0 ? <Text className="row__note">{w('nobody')}</Text> : null}
      {isOwner ? null : (
        <Tap className="button button--quiet" onTap={() => setParting('me')}>
          {w('leave')}
        </Tap>
      )}
      {parting ? <Parting who={parting} onClose={() => setParting(undefined)} /> : null}
    </Box>
  );
}

function PersonRow({
  person: { nickname },
  note,
  onRemove,
}: {
  person: { nickname: string };
  note: string;
  onRemove?: () => void;
}) {
  const w = useWords(FAMILY_WORDS);
  const [initial = ''] = nickname;
  return (
    <Box className="row" role="listitem">
      <Box className="family__face" decorative>
        <Text>{initial}</Text>
      </Box>
      <Box className="row__words">
        <Text className="row__title">{nickname}</Text>
        <Text className="row__note">{note}</Text>
      </Box>
      {onRemove ? (
        <Tap className="chip" label={w('removeOf', { nickname })} onTap={onRemove}>
          {w('remove')}
        </Tap>
      ) : null}
    </Box>
  );
}

function Parting({ who, onClose }: { who: Person | 'me'; onClose: () => void }) {
  const w = useWords(FAMILY_WORDS);
  const part = usePart(who === 'me' ? undefined : who.id);
  const why = useWhy();
  const isMe = who === 'me';
  return (
    <Ask
      title={isMe ? w('leaveTitle') : w('removeTitle', { nickname: who.nickname })}
      body={w(isMe ? 'leaveBody' : 'removeBody')}
      yes={w(isMe ? 'leaveYes' : 'removeYes')}
      no={w('later')}
      isBusy={part.isPending}
      problem={part.error ? why(part.error) : undefined}
      onYes={() => part.mutate(undefined, { onSuccess: onClose })}
      onNo={onClose}
    />
  );
}

function Shares({ family: { shares } }: { family: Family }) {
  const w = useWords(FAMILY_WORDS);
  if (shares.length === 0) return null;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('shares')}
      </Heading>
      <Box role="list">
        {shares.map(({ code, name, description }) => (
          <Box key={code} className="row" role="listitem">
            <Box className="row__words">
              <Text className="row__title">{name}</Text>
              {description ? <Text className="row__note">{description}</Text> : null}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
