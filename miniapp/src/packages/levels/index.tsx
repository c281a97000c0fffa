import { Blocked } from '@/components/blocked';
import { Screen } from '@/components/screen';
import { useMemberQuery } from '@/lib/member-query';
import { tintOf } from '@/lib/theme';
import { AllLevels } from './all-levels';
import { Evidence } from './evidence';
import { LevelsDocument } from './generated/graphql';
import { History } from './history';
import { Memberships } from './memberships';
import { Standing } from './standing';
import './levels.scss';

/** 等级: where I stand on every track, what is next, what keeps it, and why. */
export default function LevelsPage() {
  const levels = useMemberQuery('levels', LevelsDocument, {});
  const member = levels.data?.me;
  const program = levels.data?.program;

  return (
    <Screen
      title="levels.title"
      tint={member ? tintOf(member.level.level) : undefined}
      query={levels}
      data={member && program ? { member, program } : undefined}
    >
      {(shown) => (
        <>
          <Blocked member={shown.member} />
          <Standing member={shown.member} timeZone={shown.program.timeZone} />
          <AllLevels member={shown.member} program={shown.program} />
          <Memberships member={shown.member} timeZone={shown.program.timeZone} />
          <Evidence text={shown.member.level.why.text} timeZone={shown.program.timeZone} />
          <History changes={shown.member.levelHistory.edges} timeZone={shown.program.timeZone} />
        </>
      )}
    </Screen>
  );
}
