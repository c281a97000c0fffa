import Taro from '@tarojs/taro';
import { TaskRow, type TaskRowProps } from '@/components/task-row';
import { Box, Heading, Tap, Text } from '@/components/ui';
import type { HomeQuery } from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import { byUrgency } from '@/lib/tasks';

/** So many are a help; more are a list, which the tasks tab has. */
const SHOWN = 3;

export interface NextStepsProps extends Omit<TaskRowProps, 'task'> {
  member: Pick<NonNullable<HomeQuery['me']>, 'tasks' | 'nextAction'>;
}

/** What to do next: the server's best step, as the first task or in one sentence, and the tasks that follow. */
export function NextSteps({ member: { tasks, nextAction }, ...rest }: NextStepsProps) {
  const { t } = useI18n();
  const best = nextAction?.task?.task.code;
  const open = byUrgency(tasks.filter(({ state, action }) => state === 'COMPLETED' || (state === 'OPEN' && action)));
  const shown = [...open.filter(({ task }) => task.code === best), ...open.filter(({ task }) => task.code !== best)];
  if (!nextAction && shown.length === 0) return null;
  return (
    <Box className="home__section">
      <Box className="section-head">
        <Heading level={2} className="home__heading">
          {t('home.next')}
        </Heading>
        <Tap className="section-head__more" onTap={() => void Taro.switchTab({ url: '/pages/tasks/index' })}>
          {t('tasks.all')}
        </Tap>
      </Box>
      {nextAction && !nextAction.task ? <Text className="home__next">{nextAction.text}</Text> : null}
      <Box role="list">
        {shown.slice(0, SHOWN).map((task) => (
          <TaskRow key={task.task.code} task={task} {...rest} />
        ))}
      </Box>
    </Box>
  );
}
