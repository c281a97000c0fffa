import { useEffect } from 'react';
import { Box, Tap, Text } from '@/components/ui';
import { clockWords, useTimeLeft } from '@/lib/countdown';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import type { Quote } from './terms';
import { MEMBERSHIP_WORDS } from './words';

const DAY_MS = 24 * 3600 * 1000;

export interface OfferStripProps {
  quotes: readonly Quote[];
  /** The time of the offer is over: prices are to be read again. */
  onOver: () => void;
  onChoose: (plan: string) => void;
}

/** 限时优惠: the offer that is open, counted down to its end; nothing where there is none. */
export function OfferStrip({ quotes, ...rest }: OfferStripProps) {
  const quote = quotes.find(({ offer }) => offer);
  return quote?.offer ? <Strip quote={quote} offer={quote.offer} {...rest} /> : null;
}

interface StripProps extends Omit<OfferStripProps, 'quotes'> {
  quote: Quote;
  offer: NonNullable<Quote['offer']>;
}

function Strip({ quote, offer, onOver, onChoose }: StripProps) {
  const { format } = useI18n();
  const w = useWords(MEMBERSHIP_WORDS);
  const left = useTimeLeft(offer.endsAt, offer.openedAt);
  const isOver = left === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the time is over
  useEffect(() => {
    if (isOver) onOver();
  }, [isOver]);
  const days = Math.floor(left / DAY_MS);
  const clock = clockWords(left % DAY_MS);
  return (
    <Tap className="offer" onTap={() => onChoose(quote.plan.code)}>
      <Box className="offer__words">
        <Text className="offer__name">{offer.name}</Text>
        <Text className="offer__price">
          {w('offerPrice', { price: format.money(quote.priceFen), normal: format.money(offer.normalPriceFen) })}
        </Text>
      </Box>
      <Text className="offer__left">
        {days > 0 ? w('offerDays', { days: format.count(days), clock }) : w('offerLeft', { clock })}
      </Text>
    </Tap>
  );
}
