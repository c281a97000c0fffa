import type { FastifyInstance } from 'fastify';

const MAX_BYTES = 256 * 1024;

/** Takes a callback, as it came; what is not accepted is told again. */
export type ReceiveTracking = (form: {
  param?: unknown;
  sign?: unknown;
}) => Promise<{ accepted: true } | { accepted: false; status: number; message: string }>;

/**
 * `POST /callbacks/kuaidi100`: what Kuaidi100 tells of parcels, as a form. `committed` is called when something may have
 * changed.
 */
export function mountCourierCallback(app: FastifyInstance, receive: ReceiveTracking, committed: () => void): void {
  app.post('/callbacks/kuaidi100', { bodyLimit: MAX_BYTES }, async (request, reply) => {
    const form = typeof request.body === 'object' && request.body !== null ? request.body : {};
    const answer = await receive(form);
    committed();
    if (answer.accepted) return reply.send({ result: true, returnCode: '200', message: '成功' });
    const { status, message } = answer;
    return reply.code(status).send({ result: false, returnCode: String(status), message });
  });
}
