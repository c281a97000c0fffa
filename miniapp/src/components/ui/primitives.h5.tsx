import { useEffect, useRef } from 'react';
import type { BoxProps, HeadingProps, PictureProps, SwipeProps, TapProps, TextProps } from './primitives.types';

/** Plain HTML: lighter than Taro's web components, and known to browsers, screen readers and keyboards. */

export function Box({ role, label, decorative, percent, ...rest }: BoxProps) {
  const progress =
    percent === undefined ? {} : { 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 };
  return <div role={role} aria-label={label} aria-hidden={decorative || undefined} {...progress} {...rest} />;
}

export function Text({ decorative, ...rest }: TextProps) {
  return <span aria-hidden={decorative || undefined} {...rest} />;
}

export function Heading({ level, ...rest }: HeadingProps) {
  const Tag = `h${level}` as const;
  return <Tag {...rest} />;
}

export function Tap({ className = '', label, checked, onTap, ...rest }: TapProps) {
  const choice = checked === undefined ? {} : { role: 'radio', 'aria-checked': checked };
  return (
    <button type="button" className={`tap ${className}`} aria-label={label} onClick={onTap} {...choice} {...rest} />
  );
}

export function Picture({ src, className, alt }: PictureProps) {
  return <img src={src} className={className} alt={alt} draggable={false} />;
}

/** Scrolls natively and snaps, so touch, wheel and keys all work; the card nearest the middle is the chosen one. */
export function Swipe({ className = '', label, index, onChange, children }: SwipeProps) {
  const row = useRef<HTMLDivElement>(null);
  const shown = useRef(-1);

  useEffect(() => {
    const card = row.current?.children[index];
    if (!row.current || !(card instanceof HTMLElement) || shown.current === index) return;
    const left = card.offsetLeft - (row.current.clientWidth - card.offsetWidth) / 2;
    const still = shown.current === -1 || window.matchMedia?.('(prefers-reduced-motion: reduce)').matches;
    row.current.scrollTo?.({ left, behavior: still ? 'instant' : 'smooth' });
    shown.current = index;
  }, [index]);

  const settle = () => {
    if (!row.current) return;
    const middle = row.current.scrollLeft + row.current.clientWidth / 2;
    const distances = Array.from(row.current.children, (card) =>
      card instanceof HTMLElement ? Math.abs(card.offsetLeft + card.offsetWidth / 2 - middle) : Number.MAX_VALUE,
    );
    const nearest = distances.indexOf(Math.min(...distances));
    if (nearest < 0 || nearest === index) return;
    shown.current = nearest;
    onChange(nearest);
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a row that scrolls must be reachable by keyboard
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
