/** Members, their names and their sessions: what other modules may use. */
export { type Absorption, absorbMember, moveSession } from './absorb-member';
export { authenticateMember } from './authenticate-member';
export { memberLoader, refLoader } from './members.loaders';
export {
  addIdentities,
  assertNotBlocked,
  currentMemberId,
  identitiesOfMembers,
  insertMember,
  insertPartnerMembers,
  joinedAtOfMembers,
  lockMember,
  lockMemberRecords,
  lockMembers,
  type MemberRecord,
  memberIdByIdentity,
  memberIdsByPartnerRefs,
  phoneIndexesOfMembers,
} from './members.store';
export { MergedMeanwhile, untilNotMerged } from './merged-meanwhile';
export { type RefusalWords, recordMemberInput } from './record-member-input';
export { sessionKeyOf } from './session-keys.store';
export { type FreshSecrets, freshSecrets, tokensFor } from './sign-in';
