import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

/** What the route moves: the clock, and everything that falls due on the way. */
export interface MovableTime {
  now(): Date;
  /** Throws RangeError for what is not an ISO duration forward. */
  advance(duration: string): Promise<{ now: Date; members: number; entries: number }>;
}

const move = z.object({ advance: z.string().regex(/^P/, 'an ISO duration such as P31D') });

/** `/demo/clock`, demo only: GET tells the business time, POST `{"advance":"P31D"}` moves it on and runs what falls due. */
export function mountDemoClock(app: FastifyInstance, time: MovableTime): void {
  app.get('/demo/clock', async () => ({ now: time.now().toISOString() }));
  app.post('/demo/clock', async (request, reply) => {
    const parsed = move.safeParse(request.body);
    if (!parsed.success) return reply.code(400).send({ error: 'Send {"advance":"P31D"}: an ISO duration.' });
    try {
      const { now, ...done } = await time.advance(parsed.data.advance);
      return { now: now.toISOString(), ...done };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return reply.code(400).send({ error: `"${parsed.data.advance}" is not an ISO duration forward, such as P31D.` });
    }
  });
}
