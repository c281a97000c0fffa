import type { FastifyInstance, FastifyReply } from 'fastify';

const MAX_BYTES = 64 * 1024;

/** Takes a notification, as it came; what is not accepted is told again. */
export type ReceiveNotice = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
) => Promise<{ accepted: true } | { accepted: false; status: number; message: string }>;

/**
 * `POST /callbacks/wechat-pay`: notifications of WeChat Pay. The signature is over the very bytes, so nothing parses the
 * body before. `committed` is called when something may have changed.
 */
export async function mountPaymentCallback(
  app: FastifyInstance,
  receive: ReceiveNotice,
  committed: () => void,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) request.log.error({ err: error }, 'a payment notification could not be handled');
      return fail(reply, status, status >= 500 ? 'Something went wrong on our side.' : error.message);
    });
    scope.post('/callbacks/wechat-pay', { bodyLimit: MAX_BYTES }, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const answer = await receive(request.headers, body);
      committed();
      return answer.accepted ? reply.code(204).send() : fail(reply, answer.status, answer.message);
    });
  });
}

function fail(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ code: 'FAIL', message });
}
