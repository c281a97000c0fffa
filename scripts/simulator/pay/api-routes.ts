import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PayContext } from './context';
import { PayError, parameterError } from './errors';
import type { Merchant } from './types';

/** Longer than any client waits for an answer. */
const HANG_MS = 60_000;
/** Files are the one answer that WeChat Pay does not sign; their hash is in the signed answer before. */
const UNSIGNED = '/v3/billdownload/';

/** What a call answers. Bytes are sent as they are; no body is 204. */
export interface Answer {
  readonly body?: object | Buffer;
}

/** A call of a merchant whose signature is good. */
export type MerchantCall = (merchant: Merchant, request: FastifyRequest) => Answer;

/**
 * Makes a scope speak API v3: bodies stay bytes, refusals are `{code, message, detail}`, and every answer is signed,
 * refusals included. The scope's prefix is /v3.
 */
export function speakApiV3(scope: FastifyInstance, context: PayContext): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  scope.setErrorHandler((error, _request, reply) => {
    const refusal = error instanceof PayError ? error : unexpected(error, context);
    return reply.code(refusal.status).type('application/json; charset=utf-8').send(JSON.stringify(refusal.toBody()));
  });
  scope.setNotFoundHandler((_request, reply) => {
    const body = JSON.stringify({ code: 'NOT_FOUND', message: '请求的地址不存在' });
    return reply.code(404).type('application/json; charset=utf-8').send(body);
  });
  scope.addHook('onSend', async (request, reply, payload) => {
    reply.header('Request-ID', context.deps.random(16).toString('hex').toUpperCase());
    if (request.url.startsWith(UNSIGNED) && reply.statusCode === 200) return payload;
    const { signingKey, answerSignature } = context.faults.current;
    const body = typeof payload === 'string' ? payload : '';
    reply.headers(context.platform.signedHeaders(body, signingKey, answerSignature));
    return payload;
  });
}

/** The handler of a call: checks who calls, misbehaves where it was told to, and answers. */
export function forMerchant(context: PayContext, call: MerchantCall) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    requireHeaders(request);
    const merchant = context.verifier.verify({
      method: request.method,
      url: request.raw.url ?? '',
      authorization: request.headers.authorization,
      body: bytesOf(request),
    });
    if (context.faults.take('unanswered')) return leaveHanging(context, request, reply);
    if (context.faults.take('systemErrors')) throw new PayError('SYSTEM_ERROR');
    const { body } = call(merchant, request);
    if (context.faults.take('lostAnswers')) {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    if (body === undefined) return reply.code(204).send();
    if (Buffer.isBuffer(body)) return reply.type('text/plain').send(body);
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
  };
}

/** The body as it came. */
export function bytesOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function requireHeaders({ headers }: FastifyRequest): void {
  if (!headers.accept || !headers['user-agent']) {
    throw parameterError('/header', 'Http头缺少Accept或User-Agent');
  }
}

function leaveHanging(context: PayContext, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  context.deps.schedule(HANG_MS, () => request.raw.socket.destroy());
  return reply;
}

function unexpected(error: unknown, context: PayContext): PayError {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  const message = error instanceof Error ? error.message : String(error);
  // Fastify's own refusals, such as a body too long.
  if (status >= 400 && status < 500) return new PayError('INVALID_REQUEST', message);
  context.deps.log(`error: ${message}`);
  return new PayError('SYSTEM_ERROR');
}
