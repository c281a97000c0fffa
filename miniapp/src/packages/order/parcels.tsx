import { useState } from 'react';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { CopyTap } from './copy-tap';
import type { Order, Shipment } from './order';
import { ORDER_PAGE_WORDS } from './words';

/** So many events of a parcel are in sight at first. */
const FEW = 3;

interface Shared {
  timeZone: string | undefined;
  /** Says a word over the screen. */
  say: (words: string) => void;
}

/** 物流: every parcel, with what the carrier told of it. */
export function Parcels({ order, ...shared }: { order: Order } & Shared) {
  const { shipments } = order;
  return (
    <>
      {shipments.map((shipment, index) => (
        <Parcel
          key={shipment.id}
          shipment={shipment}
          index={index}
          count={shipments.length}
          isPart={shipment.quantity < order.quantity}
          isAwaited={order.state === 'SHIPPED'}
          {...shared}
        />
      ))}
    </>
  );
}

interface ParcelProps extends Shared {
  shipment: Shipment;
  index: number;
  count: number;
  /** Not all that was ordered is in it. */
  isPart: boolean;
  /** It is still to come. */
  isAwaited: boolean;
}

function Parcel({ shipment, index, count, isPart, isAwaited, timeZone, say }: ParcelProps) {
  const { format } = useI18n();
  const w = useWords(ORDER_PAGE_WORDS);
  const [isAll, setAll] = useState(false);
  const { carrier, trackingNumber, events, state, shippedAt, quantity } = shipment;
  const title = count > 1 ? w('parcel', { index: String(index + 1), count: String(count) }) : w('parcels');
  const pieces = isPart ? w('parcelPieces', { count: format.count(quantity) }) : '';
  return (
    <Box className="panel parcel">
      <Box className="parcel__head">
        <Heading level={2} className="panel__title">
          {[title, pieces].filter(Boolean).join(' · ')}
        </Heading>
        <Text className="parcel__state">{w(`shipment.${state}`)}</Text>
      </Box>
      <Box className="parcel__number">
        <Text className="parcel__carrier">{carrier.name}</Text>
        <Text className="parcel__digits">{trackingNumber}</Text>
        <CopyTap
          text={trackingNumber}
          words={w('copy')}
          label={w('copyTracking', { number: trackingNumber })}
          say={say}
        />
      </Box>
      <Box className="track" role="list" label={w('events')}>
        {(isAll ? events : events.slice(0, FEW)).map((event, at) => (
          <TrackLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a carrier may tell the same twice at the same time
            key={at}
            text={event.text}
            when={format.moment(event.at, timeZone)}
            isLatest={at === 0}
          />
        ))}
        {events.length === 0 ? (
          <TrackLine text={w('shipment.SENT')} when={format.moment(shippedAt, timeZone)} isLatest />
        ) : null}
      </Box>
      {events.length === 0 && isAwaited ? <Text className="parcel__none">{w('noEvents')}</Text> : null}
      {events.length > FEW ? (
        <Tap className="parcel__all" onTap={() => setAll(!isAll)}>
          {isAll ? w('fewEvents') : w('allEvents', { count: format.count(events.length) })}
        </Tap>
      ) : null}
    </Box>
  );
}

/** One thing that happened, on the line of time. */
export function TrackLine({ text, when, isLatest }: { text: string; when: string; isLatest: boolean }) {
  return (
    <Box className={`track__one ${isLatest ? 'track__one--latest' : ''}`} role="listitem">
      <Box className="track__dot" decorative />
      <Text className="track__text">{text}</Text>
      <Text className="track__when">{when}</Text>
    </Box>
  );
}
