/** Partners and their access: what other modules may use. */
export { authenticatePartner, grantPartnerToken, partnerLoader } from './authenticate-partner';
export { insertPartner, partnerByClientId, partnerExists } from './partners.store';
