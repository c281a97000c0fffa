import type { AccessTokens } from '../../platform/access-token';
import { defineLoader, type RequestLoaders } from '../../platform/database/loaders';
import type { Database } from '../../platform/database/open-database';
import { TokenError } from '../../platform/errors';
import { isKeyText } from '../../platform/key-text';
import { secretMatches } from '../../platform/secrets';
import { partnerByClientId, partnersById } from './partners.store';

/** What every request of a partner needs to know of it, by row id. */
export const partnerLoader = defineLoader('partner', partnersById);

/**
 * Checks that the partner behind a verified access token still stands. Throws TOKEN_REVOKED when it was disabled or
 * its secret changed. Returns the scopes of the token that the partner still has.
 */
export async function authenticatePartner(
  loaders: RequestLoaders,
  token: { subject: number; scopes: string[]; secretVersion: number },
): Promise<string[]> {
  const partner = await loaders.load(partnerLoader, token.subject);
  if (!partner || partner.disabled || partner.secretVersion !== token.secretVersion) {
    throw new TokenError('TOKEN_REVOKED', 'The partner was disabled or has a new secret: ask for a new token.');
  }
  return token.scopes.filter((scope) => partner.scopes.includes(scope));
}

/** The error codes of RFC 6749, section 5.2, that client credentials can meet. */
export type OAuthError = 'invalid_client' | 'invalid_scope';

/** An access token, or why not. */
export type TokenGrant =
  | { token: string; expiresInSeconds: number; scopes: string[] }
  | { error: OAuthError; description: string };

/** Grants an access token for client credentials; all of the partner's scopes when it names none. */
export async function grantPartnerToken(
  database: Database,
  accessTokens: AccessTokens,
  request: { clientId: string; clientSecret: string; scopes?: string[] },
): Promise<TokenGrant> {
  const partner = isKeyText(request.clientId) ? await partnerByClientId(database, request.clientId) : null;
  if (!partner || partner.disabledAt || !secretMatches(request.clientSecret, partner.secretHash)) {
    return {
      error: 'invalid_client',
      description: 'The client id or its secret is wrong, or the partner is disabled.',
    };
  }
  const scopes = request.scopes ?? partner.scopes;
  const foreign = scopes.find((scope) => !partner.scopes.includes(scope));
  if (foreign !== undefined) {
    return { error: 'invalid_scope', description: 'A scope was asked for that the partner does not have.' };
  }
  const { id: subject, secretVersion } = partner;
  const { token, expiresInSeconds } = await accessTokens.sign({ audience: 'partner', subject, scopes, secretVersion });
  return { token, expiresInSeconds, scopes };
}
