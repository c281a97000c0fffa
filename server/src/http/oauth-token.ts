import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** Answers client credentials: a token, or an error code of RFC 6749. */
export type GrantToken = (request: { clientId: string; clientSecret: string; scopes?: string[] }) => Promise<
  | { token: string; expiresInSeconds: number; scopes: string[] }
  | { error: 'invalid_client' | 'invalid_scope'; description: string }
>;

const form = z.object({
  grant_type: z.string(),
  scope: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});

/** `POST /oauth/token`: RFC 6749, section 4.4, with `client_secret_basic` and `client_secret_post`. */
export function mountOAuthToken(app: FastifyInstance, grant: GrantToken): void {
  app.post('/oauth/token', async (request, reply) => {
    // A token must not stay in a cache on the way (section 5.1).
    reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
    const parsed = form.safeParse(request.body);
    if (!parsed.success) return fail(reply, 400, 'invalid_request', 'Send grant_type as a form.');
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

function credentialsOf(
  request: FastifyRequest,
  body: z.infer<typeof form>,
): Credentials | 'two methods' | undefined {
  const header = request.headers.authorization;
  const inForm = body.client_secret !== undefined;
  if (header && inForm) return 'two methods';
  if (inForm) return body.client_id ? { clientId: body.client_id, clientSecret: body.client_secret ?? '' } : undefined;
  const encoded = /^basic (.+)$/i.exec(header ?? '')?.[1];
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
