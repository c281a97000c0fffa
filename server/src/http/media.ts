import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Principal, permissionsOf } from '../graphql/principal';
import { TokenError } from '../platform/errors';

/** What the routes are given. */
export interface MediaParts {
  maxBytes: number;
  /** Who calls. Throws TokenError for a bad token. */
  principalOf(request: FastifyRequest): Promise<Principal>;
  /** Stores a picture and returns its name; undefined: it is none that may be stored. */
  store(bytes: Buffer, actor: string): Promise<string | undefined>;
  read(name: string): Promise<{ bytes: Buffer; contentType: string } | undefined>;
  urlOf(name: string): string;
}

/**
 * `POST /media` with the bytes of a picture as the body, for operators: answers its name for `images` of a product, and
 * its address. `GET /media/<name>` for everybody: a name never gets other bytes.
 */
export async function mountMedia(app: FastifyInstance, parts: MediaParts): Promise<void> {
  // Encapsulated: only here are pictures taken as a body.
  await app.register(async (media) => {
    media.addContentTypeParser(/^image\//, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    media.post('/media', { bodyLimit: parts.maxBytes }, async (request, reply) => {
      const refusal = (status: number, error: string) => reply.code(status).send({ error });
      const principal = await callerOf(parts, request);
      if (typeof principal === 'string') return refusal(401, principal);
      if (principal.audience === 'anonymous') return refusal(401, 'Sign in first: send a staff bearer token.');
      if (principal.audience !== 'staff' || !permissionsOf(principal).includes('operator')) {
        return refusal(403, 'Pictures are sent by staff (operator).');
      }
      const name = Buffer.isBuffer(request.body)
        ? await parts.store(request.body, `staff:${principal.name}`)
        : undefined;
      if (name === undefined) {
        return refusal(
          415,
          'Send the bytes of a PNG, JPEG, WebP or SVG picture as image/*. An SVG holds shapes, text and paint alone: no script, style, animation, or reference to elsewhere.',
        );
      }
      return reply.code(201).send({ name, url: parts.urlOf(name) });
    });
  });
  app.get<{ Params: { name: string } }>('/media/:name', async ({ params }, reply) => {
    const found = await parts.read(params.name);
    if (!found) return reply.code(404).send({ error: 'There is no such picture.' });
    return reply
      .type(found.contentType)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .send(found.bytes);
  });
}

/** A text: why the token is not accepted. */
async function callerOf(parts: MediaParts, request: FastifyRequest): Promise<Principal | string> {
  try {
    return await parts.principalOf(request);
  } catch (error) {
    if (error instanceof TokenError) return error.message;
    throw error;
  }
}
