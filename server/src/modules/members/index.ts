/** Members, their names and their sessions: what other modules may use. */
export { authenticateMember } from './authenticate-member';
export { refLoader } from './members.loaders';
export {
  insertMember,
  insertPartnerMembers,
  joinedAtOf,
  joinedAtOfMembers,
  lockMembers,
  memberIdsByPartnerRefs,
} from './members.store';
