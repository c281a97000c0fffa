/** Members, their names and their sessions: what other modules may use. */
export { authenticateMember } from './authenticate-member';
export { identityOfCode } from './sign-in';
export { visibleMember } from './member-visibility';
export { addIdentities, insertMember } from './members.store';
