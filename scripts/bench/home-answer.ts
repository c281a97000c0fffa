import { checkInStanding } from '../../server/src/engine/check-in';
import { availablePoints } from '../../server/src/engine/points';
import { type Level, type Program, primaryTrack, type Reward } from '../../server/src/engine/program';
import type { MemberState } from '../../server/src/engine/state';
import { type TaskStanding, taskStandings } from '../../server/src/engine/tasks';
import { type BenefitView, benefitsAt } from '../../server/src/modules/benefits';
import { howToReach, placeAt } from '../../server/src/modules/levels';
import { nextStep } from '../../server/src/modules/tasks';
import { toDate, toSafeInt } from '../../server/src/platform/database/values';
import { encodeId } from '../../server/src/platform/ids';

/** The columns of `homeAnswer`, and what tells whether the session stands. */
export const SELECT_SESSIONS = `SELECT s.id AS session_id, s.expires_at, s.ended_at,
    m.id, m.nickname, m.avatar_url, m.joined_at, m.status, m.status_reason,
    (SELECT COUNT(*) FROM notification n WHERE n.member_id = m.id AND n.read_at IS NULL) AS unread
  FROM session s JOIN member m ON m.id = s.member_id WHERE s.id IN (:keys)`;

const levelParts = ({ code, name, rank, threshold }: Level) => ({ code, name: name['zh-CN'], rank, threshold });

const rewardParts = ({ points = 0, growth = 0, coupon, benefit }: Reward) => ({
  points,
  growth,
  coupon: coupon ?? null,
  benefit: benefit ?? null,
});

function taskParts({ task, state, progress, target, canClaim, waitsFor, endsAt }: TaskStanding): object {
  const { code, name, kind, progress: counted, reward, action } = task;
  return {
    task: {
      code,
      name: name['zh-CN'],
      kind: kind.toUpperCase(),
      unit: counted.unit.toUpperCase(),
      reward: rewardParts(reward),
    },
    state: state.toUpperCase(),
    progress,
    target,
    canClaim,
    waitsFor: waitsFor.map((before) => ({ name: before.name['zh-CN'] })),
    endsAt: endsAt === undefined ? null : new Date(endsAt).toISOString(),
    action: action ? { open: action.open } : null,
  };
}

/** What the engine's steps are called at the edge. */
const STEP_KINDS = {
  claim: 'CLAIM_REWARD',
  checkIn: 'CHECK_IN',
  task: 'DO_TASK',
  purchase: 'PURCHASE',
  reach: 'REACH',
} as const;

/** The check-in, the tasks and the next step. */
function loopParts(program: Program, state: MemberState, now: number): object {
  const { today, canCheckIn, streak, nextPoints, ladder } = checkInStanding(program, state, now);
  const step = nextStep(program, state, now);
  return {
    checkIn: { today, canCheckIn, streak, next: nextPoints === undefined ? null : { points: nextPoints }, ladder },
    tasks: taskStandings(program, state, now).map(taskParts),
    nextAction: step
      ? {
          kind: STEP_KINDS[step.kind],
          text: step.text['zh-CN'],
          task: step.standing ? { task: { code: step.standing.task.code } } : null,
          action: step.action ? { open: step.action.open } : null,
        }
      : null,
  };
}

const benefitParts = ({ state, benefit: { code, name, kind } }: BenefitView) => ({
  state,
  benefit: { code, name: name['zh-CN'], kind: kind.replace(/[A-Z]/, '_$&').toUpperCase() },
});

const programParts = new WeakMap<Program, object>();

function programPart(program: Program): object {
  const known = programParts.get(program);
  if (known) return known;
  const { code, name, timeZone } = program;
  const tracks = program.tracks.map((track) => ({
    code: track.code,
    primary: track.primary,
    levels: track.levels.map(levelParts),
  }));
  const part = { code, name: name['zh-CN'], timeZone, tracks };
  programParts.set(program, part);
  return part;
}

/**
 * What the mini-app's home asks for, put together by hand from the member's row and state. The rules, that is the place
 * of a member, come from the engine: what is compared is the way there and back.
 */
export function homeAnswer(program: Program, member: Record<string, unknown>, state: MemberState, now: Date): object {
  const id = toSafeInt(member.id);
  const track = primaryTrack(program);
  const { level, next } = placeAt(program, track, state, now.getTime());
  return {
    me: {
      id: encodeId('Member', id),
      number: String(88_000_000_0000 + id).replace(/\d{4}(?=\d)/g, '$& '),
      nickname: member.nickname,
      avatarUrl: member.avatar_url,
      joinedAt: toDate(member.joined_at).toISOString(),
      status: member.status,
      statusReason: member.status_reason,
      unreadCount: toSafeInt(member.unread),
      points: { available: availablePoints(state, now.getTime()), debt: state.debt },
      growth: { value: state.growth },
      ...loopParts(program, state, now.getTime()),
      benefits: benefitsAt(program, state, now.getTime()).map(benefitParts),
      level: {
        level: levelParts(level),
        next: next
          ? {
              needed: next.needed,
              ratio: next.ratio,
              how: howToReach(track.basis, next, 'zh-CN'),
              level: levelParts(next.level),
            }
          : null,
      },
    },
    program: programPart(program),
  };
}
