import { useState } from 'react';
import { Ask } from '@/components/ask';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { CopyTap } from './copy-tap';
import type { CardCodePartsFragment } from './generated/graphql';
import type { Order } from './order';
import { type CodeWords, useReveal } from './step-order';
import { ORDER_PAGE_WORDS } from './words';

interface Shared {
  timeZone: string | undefined;
  /** Says a word over the screen. */
  say: (words: string) => void;
}

/** 卡密: hidden until the member, told what it means, wants to see one; what it says stays on this screen only. */
export function Codes({ order: { cardCodes }, ...shared }: { order: Order } & Shared) {
  const { t } = useI18n();
  const w = useWords(ORDER_PAGE_WORDS);
  const [asked, setAsked] = useState<string>();
  const [seen, setSeen] = useState<Record<string, CodeWords>>({});
  const reveal = useReveal((id, code) => {
    setSeen((before) => ({ ...before, [id]: code }));
    setAsked(undefined);
  });
  if (cardCodes.length === 0) return null;
  const ask = (id: string) => {
    reveal.reset();
    setAsked(id);
  };
  const problem = reveal.error?.code === 'CARD_CODE_REVEALED' ? w('reveal.again') : undefined;
  return (
    <>
      {cardCodes.map((code, index) => (
        <Code
          key={code.id}
          code={code}
          title={
            cardCodes.length > 1
              ? w('codeIndex', { index: String(index + 1), count: String(cardCodes.length) })
              : w('codes')
          }
          words={seen[code.id]}
          onReveal={() => ask(code.id)}
          {...shared}
        />
      ))}
      {asked ? (
        <Ask
          title={w('reveal.title')}
          body={w('reveal.body')}
          yes={w(reveal.isPending ? 'reveal.busy' : 'reveal.yes')}
          no={w('reveal.no')}
          isBusy={reveal.isPending}
          problem={problem ?? (reveal.error ? t(wordsFor(reveal.error)) : undefined)}
          onYes={() => reveal.mutate(asked)}
          onNo={() => setAsked(undefined)}
        />
      ) : null}
    </>
  );
}

interface CodeProps extends Shared {
  code: CardCodePartsFragment;
  title: string;
  /** What it says, once it was shown here. */
  words: CodeWords | undefined;
  onReveal: () => void;
}

function Code({ code, title, words, onReveal, timeZone, say }: CodeProps) {
  const { format } = useI18n();
  const w = useWords(ORDER_PAGE_WORDS);
  const { state, hint, validUntil, revealedAt } = code;
  return (
    <Box className="panel code">
      <Box className="parcel__head">
        <Heading level={2} className="panel__title">
          {title}
        </Heading>
        {validUntil ? (
          <Text className="code__until">{w('codeUntil', { date: format.lastDay(validUntil, timeZone) })}</Text>
        ) : null}
      </Box>
      {words ? (
        <>
          <CodeLine name={w('cardNumber')} value={words.number} label={w('copyCardNumber')} say={say} />
          {words.secret ? (
            <CodeLine name={w('cardSecret')} value={words.secret} label={w('copyCardSecret')} say={say} />
          ) : null}
          <Text className="code__once">{w('once')}</Text>
        </>
      ) : state === 'READY' ? (
        <Box className="code__hidden">
          <Text className="code__hint">{w('codeHint', { hint })}</Text>
          <Tap className="chip chip--strong" label={w('revealIt', { hint })} onTap={onReveal}>
            {w('reveal')}
          </Tap>
        </Box>
      ) : (
        <>
          <Text className="code__hint">
            {[w('codeHint', { hint }), revealedAt ? w('seen', { date: format.moment(revealedAt, timeZone) }) : '']
              .filter(Boolean)
              .join(' · ')}
          </Text>
          <Text className="code__help">{w('seenHelp')}</Text>
        </>
      )}
    </Box>
  );
}

function CodeLine({ name, value, label, say }: { name: string; value: string; label: string; say: Shared['say'] }) {
  const w = useWords(ORDER_PAGE_WORDS);
  return (
    <Box className="code__line">
      <Box className="code__words">
        <Text className="code__name">{name}</Text>
        <Text className="code__value">{value}</Text>
      </Box>
      <CopyTap text={value} words={w('copy')} label={label} say={say} />
    </Box>
  );
}
