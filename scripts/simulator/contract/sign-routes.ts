import type { FastifyInstance, FastifyReply } from 'fastify';
import { allowedRedirect } from '../authorize-request';
import { sendPage } from '../authorize-routes';
import { textOf } from '../context';
import type { ContractContext } from './context';
import type { Contract } from './contracts';
import { refusalPage, signedPage, signPage } from './sign-page';
import { V2Error } from './v2-error';
import type { Fields } from './xml';

const PATH = '/papay/entrustweb';
const OWN = ['user', 'back'];

/** The page on which people sign, and the same for mini-programs that run without a phone. */
export function registerSigning(app: FastifyInstance, context: ContractContext): void {
  app.get(PATH, (request, reply) => {
    const asked = fieldsOf(request.query);
    // Where to go afterwards: back to the page that led here.
    const back = allowedRedirect(request.headers.referer ?? '')?.href ?? '';
    return onPage(reply, back, () => {
      const merchant = context.contracts.check(asked);
      return signPage({ merchant, asked, back, users: context.users.all() });
    });
  });

  app.post(PATH, (request, reply) => {
    const back = allowedRedirect(textOf(request.body, 'back'))?.href ?? '';
    return onPage(reply, back, () => signedPage(sign(context, request.body), back));
  });

  app.post('/simulator/contract/sign', (request, reply) => {
    try {
      const { contractId, code } = sign(context, request.body);
      return reply.send({ contract_id: contractId, contract_code: code });
    } catch (error) {
      if (!(error instanceof V2Error)) throw error;
      return reply.code(400).send({ error: error.message });
    }
  });
}

function sign(context: ContractContext, body: unknown): Contract {
  const user = context.users.find(textOf(body, 'user'));
  if (!user) throw new V2Error(undefined, '没有选择签约人');
  return context.contracts.sign(fieldsOf(body), user);
}

function onPage(reply: FastifyReply, back: string, make: () => string): FastifyReply {
  try {
    return sendPage(reply, make());
  } catch (error) {
    if (!(error instanceof V2Error)) throw error;
    return sendPage(reply, refusalPage(error.message, back));
  }
}

/** What the merchant signed: all but what the page itself adds. */
function fieldsOf(source: unknown): Fields {
  const names = Object.keys(typeof source === 'object' && source !== null ? source : {});
  return Object.fromEntries(names.filter((name) => !OWN.includes(name)).map((name) => [name, textOf(source, name)]));
}
