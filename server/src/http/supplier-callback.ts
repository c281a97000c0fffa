import type { FastifyInstance } from 'fastify';

const MAX_BYTES = 64 * 1024;

/** Takes a callback, as it came; what is not accepted is told again. */
export type ReceiveCallback = (callback: {
  code: string;
  contentType: string | undefined;
  body: string;
}) => Promise<{ accepted: true } | { accepted: false; status: number; message: string }>;

/**
 * `POST /callbacks/supplier/<code>`: suppliers tell what came of orders. `success` in plain text says that it is recorded.
 * The signature is over all parameters, so nothing reads them before. `committed` is called when something may have changed.
 */
export async function mountSupplierCallback(
  app: FastifyInstance,
  receive: ReceiveCallback,
  committed: () => void,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) request.log.error({ err: error }, 'a callback of a supplier could not be handled');
      return reply
        .code(status)
        .type('text/plain')
        .send(`fail: ${status >= 500 ? 'something went wrong' : error.message}`);
    });
    scope.post<{ Params: { code: string } }>(
      '/callbacks/supplier/:code',
      { bodyLimit: MAX_BYTES },
      async (request, reply) => {
        const body = typeof request.body === 'string' ? request.body : '';
        const contentType = request.headers['content-type'];
        const answer = await receive({ code: request.params.code, contentType, body });
        committed();
        const status = answer.accepted ? 200 : answer.status;
        return reply
          .code(status)
          .type('text/plain')
          .send(answer.accepted ? 'success' : `fail: ${answer.message}`);
      },
    );
  });
}
