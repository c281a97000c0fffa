/** The message centre: what others may use. */
export { inWords } from './notification-words';
export { type NotificationKind, topicOf } from './notification-kinds';
export { notificationsById, type StoredNotification, type WrittenNotification } from './notifications.store';
export { notifyMembers } from './notify-members';
