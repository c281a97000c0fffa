import { defineLoader } from '../../platform/database/loaders';
import { addressesOfMembers } from './addresses.store';

/** The addresses of members, encrypted. */
export const addressesLoader = defineLoader('addresses', addressesOfMembers);
