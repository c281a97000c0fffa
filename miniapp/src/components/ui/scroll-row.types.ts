import type { ReactNode } from 'react';

/** A row of tabs that may be wider than the screen. */
export interface ScrollRowProps {
  /** What must be in sight: changes with it. */
  chosen: string;
  /** Where it stands among its like, from 0. */
  at: number;
  children: ReactNode;
}
