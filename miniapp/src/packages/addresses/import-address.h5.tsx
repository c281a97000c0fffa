import type { ImportAddressProps } from './import-address.types';

/** A browser fills addresses in by itself, and has no list to choose from. */
export function ImportAddress(_: ImportAddressProps): null {
  return null;
}
