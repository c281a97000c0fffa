/** The message centre: what others may use. */

export { type NotificationKind, topicOf } from './notification-kinds';
export { inWords, wordsInChinese } from './notification-words';
export { notificationsById, type StoredNotification, type WrittenNotification } from './notifications.store';
export { notifyMembers } from './notify-members';
