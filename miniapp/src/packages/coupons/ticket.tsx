import type { ReactNode } from 'react';
import { Box, Heading, Text } from '@/components/ui';
import type { TermsPartsFragment } from './generated/graphql';
import { useTerms } from './terms';

export interface TicketProps {
  /** Undefined when the program has lost it; `lost` stands there then. */
  terms: TermsPartsFragment | null | undefined;
  lost: string;
  /** Of no more use: used, expired, or not to be had. */
  isDull?: boolean;
  /** Lines under the rule: until when it is good, or what became of it. */
  notes: ReactNode;
  /** What can be done with it, or why not. */
  children?: ReactNode;
}

/** A coupon as a ticket: what it does on the part to tear off, under which conditions on the rest. */
export function Ticket({ terms, lost, isDull = false, notes, children }: TicketProps) {
  const read = useTerms();
  const words = terms ? read(terms) : undefined;
  const isLong = (words?.figure.length ?? 0) > 5;
  return (
    <Box className={`ticket ${isDull ? 'ticket--dull' : ''}`}>
      <Box className="ticket__stub">
        <Text className={`ticket__figure ${isLong ? 'ticket__figure--long' : ''}`}>{words?.figure ?? '—'}</Text>
        {words ? <Text className="ticket__needs">{words.needs}</Text> : null}
      </Box>
      <Box className="ticket__main">
        <Heading level={2} className="ticket__name">
          {terms?.name ?? lost}
        </Heading>
        {words && words.rules.length > 0 ? <Text className="ticket__note">{words.rules.join(' · ')}</Text> : null}
        {notes}
        {children ? <Box className="ticket__foot">{children}</Box> : null}
      </Box>
    </Box>
  );
}
