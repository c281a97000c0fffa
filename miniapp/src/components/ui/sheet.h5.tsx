import { useEffect, useRef } from 'react';
import type { SheetProps } from './primitives.types';

/** The browser's own dialog: it keeps the focus inside, closes on Escape and gives the focus back. */
export function Sheet({ label, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    // Before iOS 15.4 there is none to show: it then lies over the page by its style alone.
    if (element.showModal) element.showModal();
    else element.setAttribute('open', '');
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the backdrop is for pointers; Escape does the same for keys
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="sheet__body">{children}</div>
    </dialog>
  );
}
