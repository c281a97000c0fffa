/** Partners and their access: what other modules may use. */
export { authenticatePartner, grantPartnerToken, partnerLoader } from './authenticate-partner';
export { ensurePartner, insertPartner, partnerExists } from './partners.store';
