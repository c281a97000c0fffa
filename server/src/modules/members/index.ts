/** Members, their names and their sessions: what other modules may use. */
export { authenticateMember } from './authenticate-member';
export { visibleMember } from './member-visibility';
export { insertMember } from './members.store';
