/** The message centre: what others may use. */
export { notifyMembers } from './notify-members';
