import type { ReactNode } from 'react';
import { Box, Heading, Sheet, Tap, Text } from '../ui';

export interface AskProps {
  title: string;
  body?: string;
  /** What else is asked, between the words and the buttons. */
  children?: ReactNode;
  yes: string;
  no: string;
  isBusy: boolean;
  /** What went wrong at the last try, in words. */
  problem?: string;
  onYes: () => void;
  onNo: () => void;
}

/** A question before something that cannot be taken back. */
export function Ask({ title, body, children, yes, no, isBusy, problem, onYes, onNo }: AskProps) {
  return (
    <Sheet label={title} onClose={onNo}>
      <Heading level={2} className="sheet__title">
        {title}
      </Heading>
      {body ? <Text className="ask__body">{body}</Text> : null}
      {children}
      {problem ? (
        <Box className="problem" role="alert">
          <Text>{problem}</Text>
        </Box>
      ) : null}
      <Tap className="button" disabled={isBusy} onTap={onYes}>
        {yes}
      </Tap>
      <Tap className="button button--quiet" onTap={onNo}>
        {no}
      </Tap>
    </Sheet>
  );
}
