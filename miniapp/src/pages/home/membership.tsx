import { useState } from 'react';
import { Bell } from '@/components/bell';
import { Blocked } from '@/components/blocked';
import { Cell } from '@/components/cell';
import { CheckInStrip } from '@/components/check-in-strip';
import { useGain } from '@/components/gain';
import { LevelCard } from '@/components/level-card';
import { LevelLadder } from '@/components/level-ladder';
import { MemberHead } from '@/components/member-head';
import { Page } from '@/components/page';
import { Box, Heading, Swipe, Text } from '@/components/ui';
import type { HomeQuery } from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import { ladderOf } from '@/lib/ladder';
import { pointsWords } from '@/lib/points-words';
import { SCREENS } from '@/lib/screens';
import { tintOf } from '@/lib/theme';
import { Benefits } from './benefits';
import { NextSteps } from './next-steps';
import { PlanBanner } from './plan-banner';

export interface MembershipProps {
  member: NonNullable<HomeQuery['me']>;
  program: HomeQuery['program'];
}

/** The home tab with its data: the card of each level, and the ladder they make. */
export function Membership({ member, program }: MembershipProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const rungs = ladderOf(member, program);
  const own = rungs.findIndex((rung) => rung.state === 'current');
  const { gain, showGain } = useGain();
  const [picked, setPicked] = useState<number>();
  const index = Math.min(picked ?? own, rungs.length - 1);
  const shown = rungs[index]?.level ?? member.level.level;

  return (
    <Page title="home.title" tint={tintOf(shown)}>
      <Box className="home">
        <MemberHead member={member}>
          <Bell unread={member.unreadCount} />
        </MemberHead>
        <Blocked member={member} />
        <Box className="home__deck">
          <Swipe label={t('home.levels')} index={index} onChange={setPicked}>
            {rungs.map((rung) => (
              <LevelCard key={rung.level.code} rung={rung} member={member} />
            ))}
          </Swipe>
        </Box>
        <PlanBanner member={member} timeZone={program.timeZone} />
        <Stats member={member} timeZone={program.timeZone} />
        <Box className="cells">
          <Cell name={t('points.mine')} value={pointsWords(member.points, i18n)} to={SCREENS.points} />
          <Cell name={t('levels.mine')} to={SCREENS.levels} />
        </Box>
        <Box className="home__check-in">
          <CheckInStrip checkIn={member.checkIn} blocked={member.status === 'BLOCKED'} onGain={showGain} />
        </Box>
        <NextSteps member={member} timeZone={program.timeZone} onGain={showGain} />
        <Benefits benefits={member.benefits} />
        <Box className="home__section">
          <Heading level={2} className="home__heading">
            {t('home.ladder')}
          </Heading>
          <LevelLadder rungs={rungs} index={index} onPick={setPicked} />
        </Box>
        {gain}
      </Box>
    </Page>
  );
}

function Stats({ member, timeZone }: { member: MembershipProps['member']; timeZone: string }) {
  const { t, format } = useI18n();
  const { next } = member.level;
  const joined = { name: t('home.stat.joined'), value: format.day(member.joinedAt, timeZone) };
  const stats = next
    ? [
        { name: t('home.stat.progress'), value: format.percent(next.ratio) },
        { name: t('home.stat.needed'), value: format.count(next.needed) },
        joined,
      ]
    : [{ name: t('home.stat.growth'), value: format.count(member.growth.value) }, joined];
  return (
    <Box className="stats" role="list">
      {stats.map(({ name, value }) => (
        <Box key={name} className="stats__one" role="listitem">
          <Text className="stats__value">{value}</Text>
          <Text className="stats__name">{name}</Text>
        </Box>
      ))}
    </Box>
  );
}
