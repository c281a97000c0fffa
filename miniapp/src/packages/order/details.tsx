import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { CopyTap } from './copy-tap';
import { deedsOf, masked, type Order } from './order';
import { TrackLine } from './parcels';
import { ORDER_PAGE_WORDS } from './words';

/** To whom it goes; nothing for what is not sent. */
export function Recipient({ order: { recipient, kind } }: { order: Order }) {
  const w = useWords(ORDER_PAGE_WORDS);
  if (!recipient) return null;
  const { name, phone, region, street } = recipient;
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w(kind === 'TOP_UP' ? 'topUpFor' : 'recipient')}
      </Heading>
      <Box className="recipient__who">
        {name ? <Text className="recipient__name">{name}</Text> : null}
        <Text className="recipient__phone">{masked(phone)}</Text>
      </Box>
      {region || street ? <Text className="recipient__place">{[region, street].filter(Boolean).join(' ')}</Text> : null}
    </Box>
  );
}

export interface AboutProps {
  order: Order;
  timeZone: string | undefined;
  /** Says a word over the screen. */
  say: (words: string) => void;
}

/** Its number, and every step so far, the latest first. */
export function About({ order, timeZone, say }: AboutProps) {
  const { format } = useI18n();
  const w = useWords(ORDER_PAGE_WORDS);
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('about')}
      </Heading>
      <Box className="about__line">
        <Text className="bill__name">{w('number')}</Text>
        <Text className="about__number">{order.number}</Text>
        <CopyTap text={order.number} words={w('copy')} label={w('copyNumber')} say={say} />
      </Box>
      <Box className="track" role="list" label={w('timeline')}>
        {deedsOf(order).map(({ deed, at }, index) => (
          <TrackLine key={`${deed} ${at}`} text={w(deed)} when={format.moment(at, timeZone)} isLatest={index === 0} />
        ))}
      </Box>
    </Box>
  );
}
