import { useState } from 'react';
import { ErrorNotice } from '@/components/notice';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { dayName, emptyBefore, monthOf, moved } from './calendar';
import { CheckInDocument, type CheckInMonthFragment } from './generated/graphql';
import { CHECK_IN_WORDS } from './words';

/** Check-ins are kept for about so many months before this one. */
const MONTHS_BACK = 12;

type Day = CheckInMonthFragment['days'][number];

export interface MonthProps {
  /** The calendar of the month that runs. */
  current: CheckInMonthFragment;
  /** A day that can be made up for was tapped; undefined: none can. */
  onMissed: ((date: string) => void) | undefined;
}

/** A month as a calendar, from Monday; this one first, the earlier ones a tap away. */
export function Month({ current, onMissed }: MonthProps) {
  const { format } = useI18n();
  const w = useWords(CHECK_IN_WORDS);
  const [back, setBack] = useState(0);
  const month = moved(monthOf(current.today), -back);
  const other = useMemberQuery('check-in', CheckInDocument, { month: back === 0 ? null : month });
  const shown = back === 0 ? current : other.data?.me?.checkIn;
  return (
    <Box className="panel">
      <Box className="month__head">
        <Tap
          className="month__turn"
          label={w('monthBefore')}
          disabled={back >= MONTHS_BACK}
          onTap={() => setBack(back + 1)}
        >
          <Box className="month__arrow" decorative />
        </Tap>
        <Heading level={2} className="month__name">
          {format.month(month)}
        </Heading>
        <Tap className="month__turn" label={w('monthAfter')} disabled={back === 0} onTap={() => setBack(back - 1)}>
          <Box className="month__arrow month__arrow--after" decorative />
        </Tap>
      </Box>
      <Box className="month__week" decorative>
        {[...w('weekdays')].map((name, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two days of the week begin with the same letter
          <Text key={at} className="month__weekday">
            {name}
          </Text>
        ))}
      </Box>
      {shown ? (
        <Days shown={shown} makeUps={current.makeUp?.dates ?? []} onMissed={onMissed} />
      ) : other.error && !other.isFetching ? (
        <ErrorNotice error={other.error} onRetry={() => void other.refetch()} />
      ) : (
        <Box className="month__bone bone" decorative />
      )}
    </Box>
  );
}

interface DaysProps extends Pick<MonthProps, 'onMissed'> {
  shown: CheckInMonthFragment;
  makeUps: readonly string[];
}

function Days({ shown: { days, makeUp }, makeUps, onMissed }: DaysProps) {
  const { format } = useI18n();
  const w = useWords(CHECK_IN_WORDS);
  const canTap = (date: string) => onMissed !== undefined && makeUps.includes(date);
  const anyTap = days.some(({ date }) => canTap(date));
  return (
    <>
      <Box className="month__days" role="list">
        {emptyBefore(days[0]?.date).map((at) => (
          <Box key={at} className="month__day" decorative />
        ))}
        {days.map((day) => (
          <Box key={day.date} className="month__day" role="listitem">
            <DayMark day={day} onTap={canTap(day.date) ? () => onMissed?.(day.date) : undefined} />
          </Box>
        ))}
      </Box>
      {makeUp && anyTap ? (
        <Text className="month__note">
          {w('makeUpNote', { points: format.count(makeUp.costPoints), left: format.count(makeUp.left) })}
        </Text>
      ) : makeUp?.left === 0 ? (
        <Text className="month__note">{w('makeUpNone')}</Text>
      ) : null}
    </>
  );
}

function DayMark({ day: { date, state }, onTap }: { day: Day; onTap: (() => void) | undefined }) {
  const { format } = useI18n();
  const w = useWords(CHECK_IN_WORDS);
  const full = format.day(`${date}T00:00:00Z`, 'UTC');
  if (onTap) {
    return (
      <Tap className="month__mark month__mark--open" label={w('dayMakeUp', { date: full })} onTap={onTap}>
        {dayName(date)}
      </Tap>
    );
  }
  return (
    <Text className={`month__mark month__mark--${state}`} label={w('day', { date: full, state: w(`state.${state}`) })}>
      {dayName(date)}
    </Text>
  );
}
