import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** Answers client credentials: a token, or an error code of RFC 6749. */
export type GrantToken = (request: {
  clientId: string;
  clientSecret: string;
  scopes?: string[];
}) => Promise<
  | { token: string; expiresInSeconds: number; scopes: string[] }
  | { error: 'invalid_client' | 'invalid_scope'; description: string }
>;

// Section 3.2: what is sent without a value counts as left out; what is sent twice is refused.
const parameter = z
  .string()
  .optional()
  .transform((value) => value || undefined);
const form = z.object({ grant_type: parameter, scope: parameter, client_id: parameter, client_secret: parameter });

/** `POST /oauth/token`: RFC 6749, section 4.4, with `client_secret_basic` and `client_secret_post`. */
export function mountOAuthToken(app: FastifyInstance, grant: GrantToken): void {
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    // A token must not stay in a cache on the way (section 5.1).
    reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    if (type === 'application/x-www-form-urlencoded') return;
    return fail(reply, 400, 'invalid_request', 'Send a form: application/x-www-form-urlencoded.');
  };
  app.post('/oauth/token', { onRequest }, async (request, reply) => {
    const parsed = form.safeParse(request.body ?? {});
    if (!parsed.success || !parsed.data.grant_type) {
      return fail(reply, 400, 'invalid_request', 'Send grant_type, and everything at most once.');
    }
    if (parsed.data.grant_type !== 'client_credentials') {
      return fail(reply, 400, 'unsupported_grant_type', 'Only client_credentials is supported.');
    }
    const credentials = credentialsOf(request, parsed.data);
    if (credentials === 'two methods') {
      return fail(reply, 400, 'invalid_request', 'Send the credentials in the header or in the form, not in both.');
    }
    if (!credentials) return unauthorised(reply, 'Send the client id and secret.');
    const scopes = parsed.data.scope?.split(' ').filter(Boolean);
    const answer = await grant({ ...credentials, scopes });
    if ('error' in answer) {
      if (answer.error === 'invalid_client') return unauthorised(reply, answer.description);
      return fail(reply, 400, answer.error, answer.description);
    }
    return reply.send({
      access_token: answer.token,
      token_type: 'Bearer',
      expires_in: answer.expiresInSeconds,
      scope: answer.scopes.join(' '),
    });
  });
}

type Credentials = { clientId: string; clientSecret: string };

function credentialsOf(request: FastifyRequest, body: z.infer<typeof form>): Credentials | 'two methods' | undefined {
  const header = request.headers.authorization;
  const { client_id: clientId, client_secret: clientSecret } = body;
  if (header && clientSecret) return 'two methods';
  if (!header) return clientId && clientSecret ? { clientId, clientSecret } : undefined;
  const credentials = basicCredentials(header);
  // The id may stand in the form too, but not another one.
  return credentials && clientId && clientId !== credentials.clientId ? 'two methods' : credentials;
}

function basicCredentials(header: string): Credentials | undefined {
  const encoded = /^basic (.+)$/i.exec(header)?.[1];
  const decoded = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 1) return undefined;
  try {
    // Section 2.3.1: both halves are form-encoded before they are joined.
    const decode = (part: string) => decodeURIComponent(part.replaceAll('+', ' '));
    return { clientId: decode(decoded.slice(0, colon)), clientSecret: decode(decoded.slice(colon + 1)) };
  } catch {
    return undefined;
  }
}

function unauthorised(reply: FastifyReply, description: string): FastifyReply {
  reply.header('www-authenticate', 'Basic realm="rungs", charset="UTF-8"');
  return fail(reply, 401, 'invalid_client', description);
}

function fail(reply: FastifyReply, status: number, error: string, description: string): FastifyReply {
  return reply.code(status).send({ error, error_description: description });
}
