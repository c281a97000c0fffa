import type { FastifyInstance, FastifyReply } from 'fastify';

const MAX_BYTES = 64 * 1024;

/** Takes a notification, as it came; what is not accepted is told again. */
export type ReceiveV2Notice = (
  body: Buffer,
) => Promise<{ accepted: true } | { accepted: false; status: number; message: string }>;

/**
 * `POST /callbacks/wechat-pay/contract` and `/debit`: notifications of contracts and of debits by them, which are of API v2:
 * XML, signed inside. `committed` is called when something may have changed.
 */
export async function mountContractCallbacks(
  app: FastifyInstance,
  receivers: { contract: ReceiveV2Notice; debit: ReceiveV2Notice },
  committed: () => void,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) request.log.error({ err: error }, 'a notification of a contract could not be handled');
      return answer(reply, status, status >= 500 ? 'Something went wrong on our side.' : 'It cannot be read.');
    });
    for (const about of ['contract', 'debit'] as const) {
      scope.post(`/callbacks/wechat-pay/${about}`, { bodyLimit: MAX_BYTES }, async (request, reply) => {
        const told = await receivers[about](Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
        committed();
        return told.accepted ? answer(reply, 200, 'OK') : answer(reply, told.status, told.message);
      });
    }
  });
}

/** The words are ours, and hold nothing that XML would have to escape. */
function answer(reply: FastifyReply, status: number, message: string): FastifyReply {
  const code = status === 200 ? 'SUCCESS' : 'FAIL';
  return reply
    .code(status)
    .type('text/xml; charset=utf-8')
    .send(`<xml><return_code><![CDATA[${code}]]></return_code><return_msg><![CDATA[${message}]]></return_msg></xml>`);
}
