import { useEffect, useRef } from 'react';
import type { ScrollRowProps } from './scroll-row.types';

/** Scrolls by itself to what is chosen; keys reach the buttons in it. */
export function ScrollRow({ chosen, children }: ScrollRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = chosen ? row.current?.querySelector<HTMLElement>('[aria-selected="true"]') : undefined;
    if (!row.current || !tab) return;
    row.current.scrollLeft = tab.offsetLeft - (row.current.clientWidth - tab.offsetWidth) / 2;
  }, [chosen]);
  return (
    <div ref={row} className="scroll-row">
      {children}
    </div>
  );
}
