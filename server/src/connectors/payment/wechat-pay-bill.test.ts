import { PaymentError } from './payment';
import { readTradeBill } from './wechat-pay-bill';

const HEADER =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,' +
  '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const SUMMARY = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

const paid = line({ state: 'SUCCESS', name: '保温杯，红色, 500ml', order: 'RG1', total: '12.50' });
const refunded = line({ state: 'REFUND', name: '保温杯', order: 'RG1', refund: 'RG1R1', back: '0.07' });

function line(of: { state: string; name: string; order: string; total?: string; refund?: string; back?: string }) {
  const { state, name, order, total = '0.00', refund = '', back = '0.00' } = of;
  const refundId = refund && '5000000001';
  return `\`${['2026-03-01 12:00:00', 'wx1', '1900000001', '0', '', '4200000001', order, 'o1', 'JSAPI', state, 'OTHERS', 'CNY', total, '0.00', refundId, refund, back, '0.00', 'ORIGINAL', refund && 'SUCCESS', name, '', '0.00000', '0.60%', total, back, ''].join(',`')}`;
}

const bill = (lines: string[], stated = lines.length) =>
  `\uFEFF${[HEADER, ...lines, SUMMARY, `\`${stated},\`12.50,\`0.07,\`0.00,\`0.00,\`12.50,\`0.07`].join('\r\n')}\r\n`;

describe('a trade bill', () => {
  it('is read line by line, in fen, with commas in names', () => {
    expect(readTradeBill(bill([paid, refunded]))).toEqual([
      { kind: 'payment', number: 'RG1', transactionId: '4200000001', amountFen: 1250 },
      { kind: 'refund', number: 'RG1R1', transactionId: '5000000001', amountFen: 7 },
    ]);
    expect(readTradeBill(bill([]))).toEqual([]);
  });

  it.each([
    ['without its end', HEADER],
    ['with fewer lines than it states', bill([paid], 2)],
    ['with an amount that is none', bill([paid.replaceAll('12.50', '12,50')])],
    ['with a state that we do not know', bill([paid.replace('SUCCESS', 'REVOKED')])],
  ])('is refused %s', (_why, text) => {
    expect(() => readTradeBill(text)).toThrow(PaymentError);
  });
});
