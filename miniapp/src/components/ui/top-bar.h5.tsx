import type { TopBarProps } from './primitives.types';

/** A browser has no bar of its own with a way back: what WeChat draws stands here. */
export function TopBar({ title, backLabel, onBack }: TopBarProps) {
  return (
    <header className="top-bar">
      <button type="button" className="tap top-bar__back" aria-label={backLabel} onClick={onBack} />
      <span className="top-bar__title">{title}</span>
    </header>
  );
}
