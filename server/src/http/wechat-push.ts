import type { FastifyInstance, FastifyReply } from 'fastify';

const MAX_BYTES = 64 * 1024;

/** What the address of a push says. */
type Query = Readonly<Record<string, string | string[] | undefined>>;

/** What the route passes pushes to. */
export interface PushReceiver {
  /** What to answer when WeChat checks the address; undefined: it is not WeChat that asks. */
  echo(query: Query): string | undefined;
  /** Takes a message, as it came; what is not accepted is pushed again. */
  receive(
    query: Query,
    body: Buffer,
  ): Promise<{ accepted: true } | { accepted: false; status: number; message: string }>;
}

/**
 * `/callbacks/wechat-push`: messages that WeChat pushes to the mini-program's server. GET is the check of the address, POST
 * a message. `committed` is called when something may have changed.
 */
export async function mountWeChatPush(
  app: FastifyInstance,
  receiver: PushReceiver,
  committed: () => void,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) request.log.error({ err: error }, 'a push of WeChat could not be handled');
      return fail(reply, status, status >= 500 ? 'Something went wrong on our side.' : 'The push is not valid.');
    });
    scope.get('/callbacks/wechat-push', async (request, reply) => {
      const echo = receiver.echo(request.query as Query);
      return echo === undefined ? fail(reply, 400, 'The push is not valid.') : reply.type('text/plain').send(echo);
    });
    scope.post('/callbacks/wechat-push', { bodyLimit: MAX_BYTES }, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const answer = await receiver.receive(request.query as Query, body);
      committed();
      if (!answer.accepted) return fail(reply, answer.status, answer.message);
      return reply.send({ ErrCode: 0, ErrMsg: 'success' });
    });
  });
}

function fail(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ ErrCode: 1, ErrMsg: message });
}
