import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ContractContext } from './context';
import { type Contract, contractFields } from './contracts';
import { debitFields } from './debits';
import type { PapayMerchant } from './notices';
import { V2Error } from './v2-error';
import { type Fields, fromXml, signatureOf, toXml } from './xml';

/** What each call takes besides who calls. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  '/papay/querycontract': ['contract_id', 'plan_id', 'contract_code', 'version'],
  '/papay/deletecontract': ['contract_id', 'plan_id', 'contract_code', 'contract_termination_remark', 'version'],
  '/pay/pappayapply': [
    ...['body', 'detail', 'attach', 'out_trade_no', 'total_fee', 'fee_type', 'spbill_create_ip', 'goods_tag'],
    ...['notify_url', 'trade_type', 'contract_id', 'receipt', 'sign_type'],
  ],
  '/pay/paporderquery': ['transaction_id', 'out_trade_no', 'sign_type'],
};
/** A nonce is taken where none is asked for, too: SDKs send it. */
const CALLER = ['appid', 'mch_id', 'sign', 'nonce_str'];

type Call = (merchant: PapayMerchant, asked: Fields) => Fields;

/** The calls of API v2: XML in, XML out, always with status 200. Register it in a scope of its own. */
export async function registerV2Routes(scope: FastifyInstance, context: ContractContext): Promise<void> {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  const post = (path: string, call: Call) => scope.post(path, answering(context, path, call));

  post('/papay/querycontract', (merchant, asked) => contractFields(contractOf(context, merchant, asked)));
  post('/papay/deletecontract', (merchant, asked) => {
    const contract = contractOf(context, merchant, asked);
    if (!asked.contract_termination_remark) throw new V2Error('PARAM_ERROR', '缺少解约备注');
    if (!context.contracts.end(contract, 3, asked.contract_termination_remark)) {
      throw new V2Error('CONTRACT_TERMINATED', '签约协议已解约');
    }
    return { contract_id: contract.contractId, plan_id: merchant.papay.planId, contract_code: contract.code };
  });
  post('/pay/pappayapply', (merchant, asked) => {
    context.debits.apply(merchant, asked);
    return {};
  });
  post('/pay/paporderquery', (merchant, asked) => {
    const debit = context.debits.find(merchant, asked.out_trade_no ?? '');
    if (!debit) throw new V2Error('ORDERNOTEXIST', '此交易订单号不存在');
    return debitFields(debit);
  });
}

function contractOf({ contracts }: ContractContext, merchant: PapayMerchant, asked: Fields): Contract {
  if (asked.version !== '1.0') throw new V2Error('PARAM_ERROR', '版本号错误');
  if (!asked.contract_id && asked.plan_id !== merchant.papay.planId) throw new V2Error('PARAM_ERROR', '模板不存在');
  const contract = asked.contract_id
    ? contracts.find(asked.contract_id)
    : contracts.byCode(merchant, asked.contract_code ?? '');
  if (contract?.merchant !== merchant) throw new V2Error('CONTRACT_NOT_EXIST', '签约协议不存在');
  return contract;
}

function answering(context: ContractContext, path: string, call: Call) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const asked = typeof request.body === 'string' ? fromXml(request.body) : undefined;
    const merchant = context.contracts.merchant(asked?.mch_id);
    if (!asked || !merchant) return unsigned(reply, asked ? 'mch_id错误' : 'XML格式错误');
    if (asked.sign !== signatureOf(asked, merchant.papay)) return unsigned(reply, '签名错误');
    const extra = Object.keys(asked).find((name) => !CALLER.includes(name) && !TAKES[path]?.includes(name));
    if (extra) return unsigned(reply, `参数${extra}错误`);
    if (path.startsWith('/pay/') && !asked.nonce_str) return unsigned(reply, '缺少参数nonce_str');
    if (!merchant.appids.includes(asked.appid ?? '')) return unsigned(reply, 'appid和mch_id不匹配');
    const result = context.faults.take('systemErrors')
      ? { result_code: 'FAIL', err_code: 'SYSTEMERROR', err_code_des: '系统错误' }
      : resultOf(() => call(merchant, asked));
    if (context.faults.take('lostAnswers')) {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    const head = { return_code: 'SUCCESS', return_msg: 'OK', appid: asked.appid ?? '', mch_id: merchant.mchid };
    const fields: Fields = { ...head, nonce_str: context.deps.random(16).toString('hex'), ...result };
    const sign = signatureOf(fields, merchant.papay);
    const isGood = context.faults.current.answerSignature === 'good';
    return reply.type('text/xml').send(toXml({ ...fields, sign: isGood ? sign : [...sign].reverse().join('') }));
  };
}

function resultOf(call: () => Fields): Fields {
  try {
    return { result_code: 'SUCCESS', ...call() };
  } catch (error) {
    if (!(error instanceof V2Error)) throw error;
    return { result_code: 'FAIL', err_code: error.code ?? 'SYSTEMERROR', err_code_des: error.message };
  }
}

function unsigned(reply: FastifyReply, message: string): FastifyReply {
  return reply.type('text/xml').send(toXml({ return_code: 'FAIL', return_msg: message }));
}
