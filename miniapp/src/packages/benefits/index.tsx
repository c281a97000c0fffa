import { useState } from 'react';
import { BenefitTile } from '@/components/benefit-tile';
import { Blocked } from '@/components/blocked';
import { Cell } from '@/components/cell';
import { LevelBadge } from '@/components/level-badge';
import { Nothing } from '@/components/nothing';
import { Screen } from '@/components/screen';
import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { SCREENS } from '@/lib/screens';
import { tintOf } from '@/lib/theme';
import { About } from './about';
import { BenefitsDocument } from './generated/graphql';
import { type Held, lockedByLevel, useLeft } from './quota';
import { BENEFITS_WORDS } from './words';
import './benefits.scss';

/** 我的权益: what I have of each, and which level brings the rest. */
export default function BenefitsPage() {
  const benefits = useMemberQuery('benefits', BenefitsDocument, {});
  const w = useWords(BENEFITS_WORDS);
  const { t, format } = useI18n();
  const [shown, setShown] = useState<Held>();
  const member = benefits.data?.me;

  return (
    <Screen
      title="benefits.title"
      tint={member ? tintOf(member.level.level) : undefined}
      query={benefits}
      data={member}
    >
      {(me) => {
        const mine = me.benefits.filter(({ state }) => state !== 'LOCKED');
        const groups = lockedByLevel(me.benefits);
        if (me.benefits.length === 0) return <Nothing title={w('none')} body={w('noneBody')} />;
        return (
          <>
            <Blocked member={me} />
            <Box className="panel">
              <Heading level={1} className="panel__title">
                {w('mine', { level: me.level.level.name, count: format.count(mine.length) })}
              </Heading>
              {mine.length > 0 ? (
                <Grid held={mine} onOpen={setShown} />
              ) : (
                <Text className="row__note">{w('noneYet')}</Text>
              )}
            </Box>
            {groups.map(({ level, benefits: held }) => (
              <Box key={level.code} className="panel">
                <Box className="benefits__level">
                  <LevelBadge tint={tintOf(level)} size="small" />
                  <Box className="benefits__level-words">
                    <Heading level={2} className="panel__title">
                      {t('benefits.unlockedBy', { level: level.name })}
                    </Heading>
                    <Text className="row__note">{t('level.needs', { growth: format.count(level.threshold) })}</Text>
                  </Box>
                </Box>
                <Grid held={held} onOpen={setShown} />
              </Box>
            ))}
            <Box className="cells">
              <Cell name={w('compare')} to={SCREENS.levels} />
            </Box>
            {shown ? (
              <About held={shown} timeZone={benefits.data?.program.timeZone} onClose={() => setShown(undefined)} />
            ) : null}
          </>
        );
      }}
    </Screen>
  );
}

function Grid({ held, onOpen }: { held: readonly Held[]; onOpen: (held: Held) => void }) {
  const left = useLeft();
  return (
    <Box className="benefits-grid" role="list">
      {held.map((one) => (
        <Box key={one.benefit.code} className="benefits__place" role="listitem">
          <BenefitTile
            benefit={one.benefit}
            note={left(one)}
            isLocked={one.state === 'LOCKED'}
            onTap={() => onOpen(one)}
          />
        </Box>
      ))}
    </Box>
  );
}
