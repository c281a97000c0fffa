import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

const query = z.object({
  // The browser's own nonce: it recognises its return by it. WeChat passes on up to 128 letters and digits.
  state: z.string().regex(/^[0-9A-Za-z_-]{8,128}$/),
});

/**
 * `GET /auth/wechat?state=…`: sends a browser to WeChat's authorisation page; it returns to the mini-app with a code
 * for `sessionCreate` and the state. The return address is our own and not a parameter, so it cannot be misused.
 */
export function mountWeChatSignIn(
  app: FastifyInstance,
  publicUrl: string,
  authorizationUrl: (redirectUri: string, state: string) => string,
): void {
  app.get('/auth/wechat', async (request, reply) => {
    const parsed = query.safeParse(request.query);
    if (!parsed.success) return reply.code(400).send({ error: 'state must be 8 to 128 letters, digits, - or _.' });
    return reply
      .header('cache-control', 'no-store')
      .redirect(authorizationUrl(`${publicUrl}/`, parsed.data.state), 302);
  });
}
