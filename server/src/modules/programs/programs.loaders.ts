import { defineLoader } from '../../platform/database/loaders';
import { versionsById } from './programs.store';

/** Versions of the program by row id. */
export const programVersionLoader = defineLoader('programVersion', versionsById);
