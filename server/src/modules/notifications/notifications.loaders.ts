import { defineLoader } from '../../platform/database/loaders';
import { notificationsById, unreadByMember } from './notifications.store';

/** Messages by row id. */
export const notificationLoader = defineLoader('notification', notificationsById);

/** How many messages a member has not read; not found means none. */
export const unreadLoader = defineLoader('unread', unreadByMember);
