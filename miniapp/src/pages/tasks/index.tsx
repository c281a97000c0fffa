import Taro from '@tarojs/taro';
import { Blocked } from '@/components/blocked';
import { CheckInStrip } from '@/components/check-in-strip';
import { useGain } from '@/components/gain';
import { Nothing } from '@/components/nothing';
import { Screen } from '@/components/screen';
import { TaskRow, type TaskRowProps } from '@/components/task-row';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { TasksDocument, type TasksQuery } from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { rewardWords } from '@/lib/reward-words';
import { SCREENS } from '@/lib/screens';
import { byUrgency } from '@/lib/tasks';
import { tintOf } from '@/lib/theme';

type Member = NonNullable<TasksQuery['me']>;

const KINDS = ['NEWCOMER', 'DAILY', 'WEEKLY', 'MONTHLY', 'CAMPAIGN'] as const;

/** 任务: check in, do something, and take what it gives. */
export default function TasksPage() {
  const tasks = useMemberQuery('tasks', TasksDocument, {});
  const { t } = useI18n();
  const { gain, showGain } = useGain();
  const member = tasks.data?.me;
  const timeZone = tasks.data?.program.timeZone ?? '';

  return (
    <Screen title="tasks.title" tab tint={member ? tintOf(member.level.level) : undefined} query={tasks} data={member}>
      {(shown) => (
        <>
          <Blocked member={shown} />
          <CheckInStrip checkIn={shown.checkIn} blocked={shown.status === 'BLOCKED'} onGain={showGain} />
          {shown.tasks.length === 0 ? <Nothing title={t('tasks.none')} body={t('tasks.noneBody')} /> : null}
          {KINDS.map((kind) => (
            <Group key={kind} kind={kind} tasks={shown.tasks} timeZone={timeZone} onGain={showGain} />
          ))}
          <Invite referral={shown.referral} />
          {gain}
        </>
      )}
    </Screen>
  );
}

interface GroupProps extends Omit<TaskRowProps, 'task'> {
  kind: (typeof KINDS)[number];
  tasks: Member['tasks'];
}

function Group({ kind, tasks, ...rest }: GroupProps) {
  const { t, format } = useI18n();
  const own = byUrgency(tasks.filter(({ task }) => task.kind === kind));
  const waiting = own.filter(({ canClaim }) => canClaim).length;
  if (own.length === 0) return null;
  return (
    <Box className="panel">
      <Box className="section-head">
        <Heading level={2} className="panel__title">
          {t(`tasks.kind.${kind}`)}
        </Heading>
        {waiting > 0 ? (
          <Text className="section-head__note">{t('tasks.waiting', { count: format.count(waiting) })}</Text>
        ) : null}
      </Box>
      <Box role="list">
        {own.map((task) => (
          <TaskRow key={task.task.code} task={task} {...rest} />
        ))}
      </Box>
    </Box>
  );
}

/** The way to inviting friends; nothing where the program does not reward it. */
function Invite({ referral: { isOffered, inviterReward, invitedCount } }: { referral: Member['referral'] }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  if (!isOffered) return null;
  const reward = inviterReward ? rewardWords(inviterReward, i18n, format.count) : '';
  return (
    <Tap className="panel invite" onTap={() => void Taro.navigateTo({ url: SCREENS.referral })}>
      <Box className="row__words">
        <Text className="invite__title">{t('referral.title')}</Text>
        <Text className="invite__body">{reward ? t('referral.card', { reward }) : t('referral.cardPlain')}</Text>
        {invitedCount > 0 ? (
          <Text className="invite__body">{t('referral.invited', { count: format.count(invitedCount) })}</Text>
        ) : null}
      </Box>
      <Box className="cell__more" decorative />
    </Tap>
  );
}
