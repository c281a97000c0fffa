import { useMutation } from '@tanstack/react-query';
import { Box, Heading, Sheet, Tap, Text } from '@/components/ui';
import { type ApiError, wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { client } from '@/lib/live';
import { refreshLoop } from '@/lib/loop';
import { once } from '@/lib/once';
import { CheckInMakeUpDocument, type CheckInMonthFragment } from './generated/graphql';
import { CHECK_IN_WORDS } from './words';

const REFUSALS = ['INSUFFICIENT_POINTS', 'MAKE_UP_LIMIT', 'MAKE_UP_TOO_OLD', 'MAKE_UP_IN_FUTURE'] as const;

export interface MakeUpProps {
  date: string;
  makeUp: NonNullable<CheckInMonthFragment['makeUp']>;
  /** The points that can be spent now. */
  available: number;
  onGain: (words: string) => void;
  onClose: () => void;
}

/** What making up for a day costs, and the member's word before anything is spent. */
export function MakeUp({ date, makeUp, available, onGain, onClose }: MakeUpProps) {
  const { t, format } = useI18n();
  const w = useWords(CHECK_IN_WORDS);
  const day = format.day(`${date}T00:00:00Z`, 'UTC');
  const call = useMutation<unknown, ApiError>({
    mutationFn: () =>
      once('checkInMakeUp', { date }, async (idempotencyKey) => {
        const { checkInMakeUp } = await client.mutate(CheckInMakeUpDocument, { input: { date, idempotencyKey } });
        return checkInMakeUp;
      }),
    onSuccess: () => {
      onGain(w('madeUp', { date: day }));
      onClose();
    },
    onSettled: refreshLoop,
  });
  const heading = w('makeUpTitle', { date: day });
  const known = REFUSALS.find((one) => one === call.error?.code);
  const lines = [
    { name: w('price'), value: w('points', { points: format.count(makeUp.costPoints) }) },
    { name: w('have'), value: w('points', { points: format.count(available) }) },
    { name: w('left'), value: w('days', { count: format.count(makeUp.left) }) },
  ];
  return (
    <Sheet label={heading} onClose={onClose}>
      <Heading level={2} className="sheet__title">
        {heading}
      </Heading>
      <Text className="month__note">{w('makeUpBody')}</Text>
      <Box role="list">
        {lines.map(({ name, value }) => (
          <Box key={name} className="row" role="listitem">
            <Text className="month__line">{name}</Text>
            <Text className="row__figure">{value}</Text>
          </Box>
        ))}
      </Box>
      {call.error ? (
        <Box className="problem" role="alert">
          <Text>{known ? w(`error.${known}`) : t(wordsFor(call.error))}</Text>
        </Box>
      ) : null}
      <Tap className="button" disabled={call.isPending} onTap={() => call.mutate()}>
        {w(call.isPending ? 'busy' : 'confirm')}
      </Tap>
      <Tap className="button button--quiet" onTap={onClose}>
        {w('cancel')}
      </Tap>
    </Sheet>
  );
}
