import type { Draft } from './draft';

/** A way to take over an address that the member keeps elsewhere. */
export interface ImportAddressProps {
  onImport: (draft: Omit<Draft, 'isDefault'>) => void;
}
