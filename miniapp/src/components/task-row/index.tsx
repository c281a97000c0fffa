import { useState } from 'react';
import type { TaskPartsFragment } from '@/graphql/generated/graphql';
import { openAction } from '@/lib/actions';
import { wordsFor } from '@/lib/errors';
import { useI18n } from '@/lib/i18n/use-i18n';
import { useClaim } from '@/lib/loop';
import { rewardWords } from '@/lib/reward-words';
import { Box, Heading, Sheet, Tap, Text } from '../ui';

export interface TaskRowProps {
  task: TaskPartsFragment;
  timeZone: string;
  /** Told in words after the reward was taken. */
  onGain: (words: string) => void;
}

/** A task: what it gives, how far it is, and the one thing to do now. */
export function TaskRow({ task, timeZone, onGain }: TaskRowProps) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [elsewhere, setElsewhere] = useState(false);
  const reward = rewardWords(task.task.reward, i18n);
  const claim = useClaim(() => onGain(t('tasks.gain', { reward })));
  const { state, canClaim, action, endsAt, waitsFor } = task;
  const isOnce = task.task.kind === 'NEWCOMER' || task.task.kind === 'CAMPAIGN';
  const isAlive = state === 'OPEN' || state === 'COMPLETED';
  const notes = [
    ...waitsFor.map(({ name }) => t('tasks.waitsFor', { task: name })),
    ...(endsAt && isOnce && isAlive ? [t('tasks.until', { date: format.lastDay(endsAt, timeZone) })] : []),
  ];
  const go = (open: string) => {
    if (!openAction(open)) setElsewhere(true);
  };
  return (
    <Box className={`task task--${state}`} role="listitem">
      <Box className="task__words">
        <Text className="task__name">{task.task.name}</Text>
        <Text className="task__reward">{reward}</Text>
        <Progress task={task} />
        {notes.map((note) => (
          <Text key={note} className="row__note">
            {note}
          </Text>
        ))}
        {claim.error ? (
          <Box className="problem" role="alert">
            <Text>{t(wordsFor(claim.error))}</Text>
          </Box>
        ) : null}
      </Box>
      {canClaim ? (
        <Tap className="chip chip--strong" disabled={claim.isPending} onTap={() => claim.mutate(task)}>
          {t('tasks.claim')}
        </Tap>
      ) : state === 'OPEN' && action ? (
        <Tap className="chip" onTap={() => go(action.open)}>
          {t('tasks.go')}
        </Tap>
      ) : (
        <Text className="task__state">{t(`tasks.state.${state}`)}</Text>
      )}
      {elsewhere ? <Elsewhere name={task.task.name} onClose={() => setElsewhere(false)} /> : null}
    </Box>
  );
}

/** What is to be done more than once, or of which a sum counts, and is under way. */
function Progress({ task: { task, progress, target, state } }: { task: TaskPartsFragment }) {
  const { t, format } = useI18n();
  if (target <= 1 || state === 'CLAIMED' || state === 'LOCKED') return null;
  const show = task.unit === 'FEN' ? format.money : format.count;
  const [done, whole] = [show(progress), show(target)];
  const percent = Math.floor((progress / target) * 100);
  return (
    <Box className="task__progress">
      <Box
        className="task__bar"
        role="progressbar"
        label={t('tasks.progress', { done, target: whole })}
        percent={percent}
      >
        <Box className="task__done" style={{ width: `${percent}%` }} />
      </Box>
      <Text className="task__figures">{`${done} / ${whole}`}</Text>
    </Box>
  );
}

/** For what no screen of ours does: where it is done instead. */
function Elsewhere({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Sheet label={name} onClose={onClose}>
      <Heading level={2} className="sheet__title">
        {name}
      </Heading>
      <Text className="task__elsewhere">{t('tasks.elsewhereBody')}</Text>
      <Tap className="button" onTap={onClose}>
        {t('tasks.close')}
      </Tap>
    </Sheet>
  );
}
