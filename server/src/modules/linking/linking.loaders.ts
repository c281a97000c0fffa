import { defineLoader } from '../../platform/database/loaders';
import { mergeRequestsById } from './linking.store';

/** Requests to merge, by row id. */
export const mergeRequestLoader = defineLoader('mergeRequest', mergeRequestsById);
