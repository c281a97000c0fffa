import { defineLoader } from '../../platform/database/loaders';
import { firstProviders, membersById, refsByPartnerAndMember } from './members.store';
import { sessionsById } from './sessions.store';

/** Members by row id. */
export const memberLoader = defineLoader('member', membersById);

/** By which provider's name each member was known first, by row id. */
export const firstProviderLoader = defineLoader('firstProvider', firstProviders);

/** Sessions by id, each with its member. */
export const sessionLoader = defineLoader('session', sessionsById);

/** Partners' references, by `<partner id>:<member id>`. */
export const refLoader = defineLoader('ref', refsByPartnerAndMember);
