import { useState } from 'react';
import { Ask } from '@/components/ask';
import { Box, Field, Tap } from '@/components/ui';
import { type ApiError, wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import type { Order } from './order';
import { type Step, useStep } from './step-order';
import { ORDER_PAGE_WORDS } from './words';

const REASONS = ['unwanted', 'broken', 'different', 'missing', 'lost', 'other'] as const;

export interface StepSheetProps {
  order: Order;
  step: Step;
  onDone: () => void;
  onClose: () => void;
}

/** The question before a step with an order. */
export function StepSheet({ order, step, onDone, onClose }: StepSheetProps) {
  const w = useWords(ORDER_PAGE_WORDS);
  const problemOf = useProblem();
  const call = useStep(order.id, onDone);
  const [reason, setReason] = useState<(typeof REASONS)[number]>('unwanted');
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const isCode = step === 'return' && order.kind !== 'PHYSICAL';
  const isHeld = step === 'cancel' && order.state === 'PENDING_PAYMENT';
  const body = isHeld ? w('cancel.bodyHeld') : isCode ? w('return.bodyCode') : w(`${step}.body`);
  const go = () => {
    const more = note.trim();
    if (step === 'return' && reason === 'other' && more === '') {
      setMissing(true);
      return;
    }
    const words = w(`return.reason.${reason}`);
    call.mutate({ step, reason: more ? `${words}${w('return.colon')}${more}` : words });
  };
  return (
    <Ask
      title={w(`${step}.title`)}
      body={body}
      yes={w(call.isPending ? `${step}.busy` : `${step}.yes`)}
      no={w(`${step}.no`)}
      isBusy={call.isPending}
      problem={problemOf(call.error)}
      onYes={go}
      onNo={onClose}
    >
      {step === 'return' ? (
        <>
          <Box className="reasons" role="radiogroup" label={w('return.reasons')}>
            {REASONS.map((one) => (
              <Tap
                key={one}
                className={`reasons__one ${one === reason ? 'reasons__one--on' : ''}`}
                checked={one === reason}
                onTap={() => {
                  setReason(one);
                  setMissing(false);
                }}
              >
                {w(`return.reason.${one}`)}
              </Tap>
            ))}
          </Box>
          <Field
            label={w(reason === 'other' ? 'return.noteNeeded' : 'return.note')}
            value={note}
            placeholder={w('return.noteHint')}
            problem={isMissing ? w('return.noteMissing') : undefined}
            maxLength={150}
            long
            onChange={(value) => {
              setNote(value);
              setMissing(false);
            }}
          />
        </>
      ) : null}
    </Ask>
  );
}

/** The words for what went wrong with a step. */
function useProblem(): (error: ApiError | null) => string | undefined {
  const { t } = useI18n();
  const w = useWords(ORDER_PAGE_WORDS);
  return (error) => {
    if (!error) return undefined;
    return error.code === 'ORDER_STATE_CONFLICT' ? w('conflict') : t(wordsFor(error));
  };
}
