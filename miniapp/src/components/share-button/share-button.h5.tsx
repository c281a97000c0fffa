import type { ShareButtonProps } from './share-button.types';

/** A browser has no friends to choose from: there the link is copied. */
export function ShareButton(_: ShareButtonProps) {
  return null;
}
