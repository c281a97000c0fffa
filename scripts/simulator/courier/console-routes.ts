import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sendPage } from '../authorize-routes';
import type { Callback } from './callbacks';
import { courierPage } from './console-page';
import type { CourierContext } from './context';
import { resultOf } from './result';

const PATH = '/simulator/courier';

/** A form sends what is left empty as an empty text. */
const unlessEmpty = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const parcelRules = z.object({ com: z.string().regex(/^[a-z]+$/), num: z.string().trim().min(6).max(32) });
const scanRules = parcelRules.extend({
  state: unlessEmpty(z.string().regex(/^\d{1,4}$/)),
  context: unlessEmpty(z.string().max(2000)),
  at: unlessEmpty(z.iso.datetime({ offset: true })),
});

/** What people and tests do behind the courier's back: a page, and the same as JSON. */
export function registerCourierConsole(app: FastifyInstance, context: CourierContext): void {
  const { parcels, teller, faults } = context;
  app.get(PATH, (_request, reply) => sendPage(reply, courierPage(context)));

  app.get(`${PATH}/parcels`, (_request, reply) =>
    reply.send({
      parcels: parcels.all().map((parcel) => ({
        ...resultOf(parcel, true),
        subscribed: parcel.subscription !== undefined,
      })),
    }),
  );
  app.post(`${PATH}/scan`, (request, reply) => {
    const parsed = scanRules.safeParse(request.body);
    if (!parsed.success) return refuse(reply, parsed.error);
    const { com, num, state, context: words, at } = parsed.data;
    const parcel = parcels.get(com, num);
    parcels.scan(parcel, { code: state, context: words, at: at === undefined ? undefined : Date.parse(at) });
    const status = parcel.scans.at(-1)?.code === '3' ? 'shutdown' : 'polling';
    if (parcel.subscription) teller.announce(parcel, parcel.subscription, status);
    return answer(request, reply, resultOf(parcel, true));
  });
  app.post(`${PATH}/abort`, (request, reply) => {
    const parsed = parcelRules.safeParse(request.body);
    if (!parsed.success) return refuse(reply, parsed.error);
    const parcel = parcels.find(parsed.data.com, parsed.data.num);
    if (!parcel?.subscription) return reply.code(404).send({ error: 'Nobody has subscribed to it.' });
    teller.announce(parcel, parcel.subscription, 'abort');
    parcel.subscription = undefined;
    return answer(request, reply, {});
  });

  app.get(`${PATH}/callbacks`, (_request, reply) => reply.send({ callbacks: teller.all().map(shown) }));
  app.post<{ Params: { id: string } }>(`${PATH}/callbacks/:id/send`, async (request, reply) => {
    const callback = teller.find(request.params.id);
    if (!callback) return reply.code(404).send({ error: 'No such callback.' });
    return answer(request, reply, { attempts: await teller.send(callback) });
  });

  app.get(`${PATH}/faults`, (_request, reply) => reply.send(faults.current));
  app.post(`${PATH}/faults`, (request, reply) => {
    const error = faults.set(request.body);
    if (error !== undefined) return reply.code(400).send({ error });
    return answer(request, reply, faults.current);
  });
  app.post(`${PATH}/faults/reset`, (request, reply) => {
    faults.reset();
    return answer(request, reply, faults.current);
  });
}

/** A form goes back to the page, everything else gets the JSON. */
function answer(request: FastifyRequest, reply: FastifyReply, body: object): FastifyReply {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? reply.redirect(PATH, 303) : reply.send(body);
}

function refuse(reply: FastifyReply, { issues }: z.ZodError): FastifyReply {
  const error = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return reply.code(400).send({ error });
}

function shown({ id, com, num, url, param, attempts, delivered }: Callback): object {
  return { id, com, num, url, param: JSON.parse(param) as object, attempts, delivered };
}
