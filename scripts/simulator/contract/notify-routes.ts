import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { textOf } from '../context';
import { bytesOf, forMerchant, speakApiV3 } from '../pay/api-routes';
import { PayError, parameterError } from '../pay/errors';
import { parseBody } from '../pay/rules';
import { hourOf } from '../pay/time';
import type { ContractContext } from './context';

const RULES = z.strictObject({
  mchid: z.string(),
  appid: z.string(),
  deduct_duration: z.strictObject({ count: z.int().min(1).max(30), unit: z.literal('DAY') }),
  estimated_amount: z.strictObject({ amount: z.int().min(1), currency: z.literal('CNY') }),
});
const FIRST_HOUR = 7;
const END_HOUR = 22;

/** The notice before a debit, which is of API v3. Register it under the prefix /v3/papay. */
export async function registerNotifyRoutes(scope: FastifyInstance, context: ContractContext): Promise<void> {
  speakApiV3(scope, context.pay);
  scope.post(
    '/contracts/:id/notify',
    forMerchant(context.pay, (merchant, request) => {
      const { mchid, appid, deduct_duration, estimated_amount } = parseBody(RULES, bytesOf(request));
      const contract = context.contracts.find(textOf(request.params, 'id'));
      if (!contract || contract.merchant !== merchant || mchid !== merchant.mchid) {
        throw new PayError('RESOURCE_NOT_EXISTS', '签约协议不存在');
      }
      if (appid !== contract.appid) throw parameterError('/body/appid', 'appid与签约时不一致');
      if (contract.ended) throw new PayError('INVALID_REQUEST', '签约协议已解约');
      const now = context.clock.now();
      const hour = hourOf(now);
      if (!context.faults.current.anyHour && (hour < FIRST_HOUR || hour >= END_HOUR)) {
        throw new PayError('RULE_LIMIT', '仅支持在7:00至22:00之间发送扣费通知');
      }
      const { count: days } = deduct_duration;
      contract.notices.push({ at: now, days, amountFen: estimated_amount.amount, used: false });
      return {};
    }),
  );
}
