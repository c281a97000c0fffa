import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from '../authorize-routes';
import { textOf } from '../context';
import { contractPage, CONSOLE_PATH as PATH } from './console-page';
import type { ContractContext } from './context';
import { contractFields } from './contracts';
import { type DebitEnd, debitFields } from './debits';

const ENDS: readonly DebitEnd[] = ['SUCCESS', 'NOTENOUGH', 'USER_ACCOUNT_ABNORMAL', 'BANKERROR'];

/** What people do inside WeChat, and what testers do behind its back: a page, and the same as JSON. */
export function registerContractConsole(app: FastifyInstance, context: ContractContext): void {
  const { contracts, debits, desk, faults, clock } = context;
  app.get(PATH, (_request, reply) => sendPage(reply, contractPage(context)));
  app.get(`${PATH}/contracts`, (_request, reply) =>
    reply.send({ contracts: contracts.all().map((one) => ({ ...contractFields(one), notices: one.notices })) }),
  );
  app.get(`${PATH}/debits`, (_request, reply) => reply.send({ debits: debits.all().map(debitFields) }));
  app.get(`${PATH}/notices`, (_request, reply) => {
    const shown = desk.all().map(({ id, about, url, fields, attempts, delivered }) => {
      return { id, about, url, fields, attempts, delivered };
    });
    return reply.send({ notices: shown });
  });

  app.post<{ Params: { id: string } }>(`${PATH}/contracts/:id/cancel`, (request, reply) => {
    const contract = contracts.find(request.params.id);
    if (!contract) return reply.code(404).send({ error: 'No such contract.' });
    if (!contracts.end(contract, 2, '用户主动解约')) return reply.code(409).send({ error: 'It has ended.' });
    return answer(request, reply, { contract_id: contract.contractId });
  });
  app.post<{ Params: { number: string } }>(`${PATH}/debits/:number/settle`, (request, reply) => {
    const debit = debits.all().find(({ number }) => number === request.params.number);
    if (!debit) return reply.code(404).send({ error: 'No such debit.' });
    const end = ENDS.find((known) => known === textOf(request.body, 'end'));
    if (!end) return reply.code(400).send({ error: `end must be one of ${ENDS.join(', ')}.` });
    if (!debits.settle(debit, end)) return reply.code(409).send({ error: `It is ${debit.state}.` });
    return answer(request, reply, { state: debit.state });
  });
  app.post<{ Params: { id: string } }>(`${PATH}/notices/:id/send`, async (request, reply) => {
    const notice = desk.find(request.params.id);
    if (!notice) return reply.code(404).send({ error: 'No such notification.' });
    return answer(request, reply, { attempts: await desk.send(notice) });
  });

  app.get(`${PATH}/faults`, (_request, reply) => reply.send(faults.current));
  app.post(`${PATH}/faults`, (request, reply) => {
    const error = faults.set(request.body);
    return error === undefined ? answer(request, reply, faults.current) : reply.code(400).send({ error });
  });
  app.post(`${PATH}/faults/reset`, (request, reply) => {
    faults.reset();
    return answer(request, reply, faults.current);
  });

  app.get('/simulator/clock', (_request, reply) => reply.send({ now: new Date(clock.now()).toISOString() }));
  app.post('/simulator/clock', (request, reply) => {
    const now = Date.parse(textOf(request.body, 'now'));
    if (Number.isNaN(now))
      return reply.code(400).send({ error: 'now must be an instant such as 2026-03-01T04:00:00Z.' });
    clock.moveTo(now);
    return reply.send({ now: new Date(clock.now()).toISOString() });
  });
}

/** A form goes back to the page, everything else gets the JSON. */
function answer(request: FastifyRequest, reply: FastifyReply, body: object): FastifyReply {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? reply.redirect(PATH, 303) : reply.send(body);
}
