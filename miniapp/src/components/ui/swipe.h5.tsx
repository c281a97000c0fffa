import { useEffect, useRef } from 'react';
import type { SwipeProps } from './primitives.types';

/** Long enough for a swipe to come to rest between two scroll events. */
const REST_MS = 90;

/** Scrolls natively and snaps, so touch, wheel and keys all work; the card nearest the middle is the chosen one. */
export function Swipe({ className = '', label, index, onChange, children }: SwipeProps) {
  const row = useRef<HTMLDivElement>(null);
  const resting = useRef(-1);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  useEffect(() => {
    const element = row.current;
    if (!element) return;
    if (resting.current !== index) bring(element, index, resting.current !== -1);
    resting.current = index;
    // The row has no width while its tab is hidden, and a new one when the phone turns.
    if (typeof ResizeObserver === 'undefined') return;
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return;
      width = element.clientWidth;
      bring(element, index, false);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [index]);

  useEffect(() => () => clearTimeout(timer.current), []);

  const settle = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const nearest = row.current ? middleCard(row.current) : -1;
      if (nearest < 0 || nearest === resting.current) return;
      resting.current = nearest;
      onChange(nearest);
    }, REST_MS);
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a row that scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: these are cards, not fields of a form
    <div ref={row} className={`swipe ${className}`} role="group" aria-label={label} tabIndex={0} onScroll={settle}>
      {children.map((child, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cards are fixed and never reordered
        <div key={at} className="swipe__card">
          {child}
        </div>
      ))}
    </div>
  );
}

function bring(row: HTMLElement, index: number, smoothly: boolean): void {
  const card = row.children[index];
  if (!(card instanceof HTMLElement)) return;
  const left = card.offsetLeft - row.offsetLeft - (row.clientWidth - card.offsetWidth) / 2;
  const still = !smoothly || window.matchMedia?.('(prefers-reduced-motion: reduce)').matches;
  row.scrollTo?.({ left, behavior: still ? 'instant' : 'smooth' });
}

/** The card nearest the middle; -1 while the row has no width and all are equally near. */
function middleCard(row: HTMLElement): number {
  if (row.clientWidth === 0) return -1;
  const middle = row.offsetLeft + row.scrollLeft + row.clientWidth / 2;
  const distances = Array.from(row.children, (card) =>
    card instanceof HTMLElement ? Math.abs(card.offsetLeft + card.offsetWidth / 2 - middle) : Number.MAX_VALUE,
  );
  return distances.indexOf(Math.min(...distances));
}
