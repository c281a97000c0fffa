import { type BillLine, PaymentError } from './payment';

/**
 * Reads a trade bill (交易账单): a header, then lines whose fields each begin with a backtick, then a summary with a header
 * of its own. Amounts are yuan with two decimals. Throws PaymentError for anything else: a bill is believed whole or not.
 */
export function readTradeBill(text: string): BillLine[] {
  const [header = '', ...rows] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const columns = header.split(',').map((name) => name.trim());
  const end = rows.findIndex((row) => !row.startsWith('`'));
  if (end < 0) throw unreadable('it has no summary');
  const lines = rows.slice(0, end).map((row) => lineOf(columns, row));
  const stated = Number((rows[end + 1] ?? '').split(',')[0]?.replace('`', ''));
  if (stated !== lines.length) throw unreadable(`its summary states ${stated} lines, it has ${lines.length}`);
  return lines;
}

function lineOf(columns: readonly string[], row: string): BillLine {
  // A name may hold a comma: fields are parted by a comma and a backtick.
  const fields = row.slice(1).split(',`');
  const field = (name: string) => {
    const value = fields[columns.indexOf(name)]?.trim();
    if (value === undefined) throw unreadable(`a line has no ${name}`);
    return value;
  };
  const state = field('交易状态');
  if (state === 'SUCCESS') {
    return {
      kind: 'payment',
      number: field('商户订单号'),
      transactionId: field('微信订单号'),
      amountFen: fenOf(field('订单金额')),
    };
  }
  if (state !== 'REFUND') throw unreadable(`a line is in the state ${state}`);
  return {
    kind: 'refund',
    number: field('商户退款单号'),
    transactionId: field('微信退款单号'),
    amountFen: fenOf(field('申请退款金额')),
  };
}

function fenOf(yuan: string): number {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(yuan);
  if (!match) throw unreadable(`${yuan} is no amount`);
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

function unreadable(why: string): PaymentError {
  return new PaymentError('busy', `The bill cannot be read: ${why}.`);
}
