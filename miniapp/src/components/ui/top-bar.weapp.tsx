import type { TopBarProps } from './primitives.types';

/** WeChat draws the bar itself. */
export function TopBar(_: TopBarProps) {
  return null;
}
