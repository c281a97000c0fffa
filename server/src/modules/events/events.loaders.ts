import { defineLoader } from '../../platform/database/loaders';
import { eventsByKey } from './events.store';

/** Accepted events by event key, `<partner id>:<event id>`. */
export const eventLoader = defineLoader('event', eventsByKey);
