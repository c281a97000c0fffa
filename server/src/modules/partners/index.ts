/** Partners and their access: what other modules may use. */
export { authenticatePartner, grantPartnerToken, type TokenGrant } from './authenticate-partner';
export { insertPartner, partnerExists } from './partners.store';
