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
  const lines = rows.slice(0, end).flatMap((row) => lineOf(columns, row));
  const stated = Number((rows[end + 1] ?? '').split(',')[0]?.replace('`', ''));
  if (stated !== end) throw unreadable(`its summary states ${stated} lines, it has ${end}`);
  return lines;
}

function lineOf(columns: readonly string[], row: string): BillLine[] {
  // A name may hold a comma: fields are parted by a comma and a backtick.
  const fields = row.slice(1).split(',`');
  const field = (name: string) => {
    const value = fields[columns.indexOf(name)]?.trim();
    if (value === undefined) throw unreadable(`a line has no ${name}`);
    return value;
  };
  const state = field('交易状态');
  if (state === 'SUCCESS') {
    const [number, transactionId] = [field('商户订单号'), field('微信订单号')];
    return [{ kind: 'payment', number, transactionId, amountFen: fenOf(field('订单金额')) }];
  }
  if (state !== 'REFUND') throw unreadable(`a line is in the state ${state}`);
  // It did not happen.
  if (field('退款状态') === 'FAIL') return [];
  const [number, transactionId] = [field('商户退款单号'), field('微信退款单号')];
  return [{ kind: 'refund', number, transactionId, amountFen: fenOf(field('申请退款金额')) }];
}

function fenOf(yuan: string): number {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(yuan);
  if (!match) throw unreadable(`${yuan} is no amount`);
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

function unreadable(why: string): PaymentError {
  return new PaymentError('busy', `The bill cannot be read: ${why}.`);
}
