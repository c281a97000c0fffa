import { MINI, PayBench, START } from '../../../test/support/pay-bench';
import { NoticeRefused, PaymentError } from '../payment/payment';
import type { ContractParams } from './contract';
import { readXml, signV2, writeXml } from './papay-xml';

const DAY = 86_400_000;
const KEY = '192006250b4c09247ec02edce69f6a2d';

let bench: PayBench;
beforeEach(async () => {
  bench = await PayBench.start();
});
afterEach(() => bench.app.close());

const problem = (kind: string, code?: string) =>
  expect.objectContaining({ name: 'PaymentError', problem: kind, ...(code && { code }) });

let serial = 0;
function order(contractCode = 'C0001') {
  serial += 1;
  return { contractCode, displayAccount: '林**👑', requestSerial: serial };
}

async function signed(code = 'C0001'): Promise<string> {
  const id = await bench.contractDesk.sign(bench.papay().contracts.signParams(order(code)), 'lin');
  await bench.advance(0);
  return id;
}

/** A contract whose debit was announced long enough ago. */
async function announced(amountFen = 1990): Promise<string> {
  const contractId = await signed();
  await bench.papay().contracts.notifyDebit(contractId, { amountFen, days: 2 });
  await bench.advance(2 * DAY);
  return contractId;
}

function debit(number: string, contractId: string, over: object = {}) {
  const payer = { appId: MINI, contractId };
  return bench.order(number, { amountFen: 1990, channel: 'debit', payer, description: '月度会员 👑', ...over });
}

/** The bytes of the last notification. */
const lastBody = () => Buffer.from(bench.deliveries.at(-1)?.body ?? '');

/** Whether reading something is refused as nobody's. */
async function isRefused(read: () => unknown): Promise<boolean> {
  try {
    await read();
    return false;
  } catch (error) {
    if (error instanceof NoticeRefused) return true;
    throw error;
  }
}

describe('the signature of API v2', () => {
  // The examples of WeChat Pay's documentation.
  const params = {
    appid: 'wxd930ea5d5a258f4f',
    mch_id: '10000100',
    device_info: '1000',
    body: 'test',
    nonce_str: 'ibuaiVcKdpRxkhJA',
  };

  it('is the documented one', () => {
    expect(signV2(params, KEY, 'MD5')).toBe('9A0A8659F005D6984697E2CA0A9CF3B7');
    expect(signV2({ ...params, sign: 'X', empty: '' }, KEY, 'MD5')).toBe('9A0A8659F005D6984697E2CA0A9CF3B7');
    expect(signV2(params, KEY, 'HMAC-SHA256')).toBe('6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6');
  });
});

describe('the XML of API v2', () => {
  const read = (text: string) => readXml(Buffer.from(text));

  it('is read as it is written', () => {
    const params = { a: '1 < 2 & 3 > 2', b_2: '会员', empty: '' };
    expect(read(writeXml(params))).toEqual(params);
    expect(read('<?xml version="1.0"?>\n<xml>\n <a><![CDATA[<x>&]]></a> <b>&lt;&amp;</b>\n</xml>')).toEqual({
      a: '<x>&',
      b: '<&',
    });
  });

  it.each([
    '<!DOCTYPE xml [<!ENTITY e "x">]><xml><a>&e;</a></xml>',
    '<xml><a>&e;</a></xml>',
    '<xml><a>1</a><a>2</a></xml>',
    '<xml><a b="1">1</a></xml>',
    '<xml><a><b>1</b></a></xml>',
    '<xml><a>1</b></xml>',
    '<xml><a>1</a>x</xml>',
    '<xml><a>1</a></xml><xml></xml>',
    '<xml><!-- no --><a>1</a></xml>',
    '',
  ])('is refused: %s', (text) => {
    expect(() => read(text)).toThrow();
  });
});

describe('a contract', () => {
  it('is asked for, signed, told of, found by both names, and ended', async () => {
    const { contracts } = bench.papay();
    expect(await contracts.standingOf({ contractCode: 'C0001' })).toEqual({ state: 'unsigned' });
    const params = contracts.signParams(order());
    expect(params).toMatchObject({ appId: 'wxbd687630cd02ce1d', path: 'pages/index/index' });
    expect(params.extraData).toMatchObject({ plan_id: '12535', contract_display_account: '林**' });
    const contractId = await bench.contractDesk.sign(params, 'lin');
    await bench.advance(0);
    const told = { kind: 'contract', contractCode: 'C0001', contractId, openid: 'o-mini-lin' };
    expect(contracts.readNotice(lastBody())).toEqual({ ...told, change: 'ADD', at: new Date(START) });
    const standing = { state: 'signed', contractCode: 'C0001', contractId, signedAt: new Date(START) };
    for (const name of [{ contractCode: 'C0001' }, { contractId }]) {
      expect(await contracts.standingOf(name)).toEqual({ ...standing, openid: 'o-mini-lin' });
    }
    await contracts.end(contractId, '会员取消');
    await contracts.end(contractId, '会员取消');
    expect(await contracts.standingOf({ contractId })).toMatchObject({ state: 'ended', endedBy: 'merchant' });
    await bench.advance(0);
    expect(contracts.readNotice(lastBody())).toMatchObject({ change: 'DELETE', endedBy: 'merchant' });
  });

  it('is signed on a page, too, and cancelled inside WeChat', async () => {
    const { url } = bench.papay().contracts.signParams(order());
    const page = await (await fetch(url, { headers: { referer: 'http://127.0.0.1:4000/#/plans' } })).text();
    expect(page).toContain('同意并开通');
    const form = new URLSearchParams([...new URL(url).searchParams, ['user', 'chen']]);
    const after = await fetch(`${bench.url}/papay/entrustweb`, { method: 'POST', body: form });
    expect(await after.text()).toContain('已开通扣费服务');
    const { contracts } = bench.papay();
    const found = await contracts.standingOf({ contractCode: 'C0001' });
    if (found.state !== 'signed') throw new Error('It is not signed.');
    expect(found.openid).toBe('o-web-chen');
    const appId = 'wx00000000000000b2';
    await contracts.notifyDebit(found.contractId, { amountFen: 1990, days: 2, appId });
    await bench.contractDesk.cancel(found.contractId);
    expect(await contracts.standingOf(found)).toMatchObject({ state: 'ended', endedBy: 'member' });
  });

  it('is not signed when anything of what was asked was changed, or twice', async () => {
    const params = bench.papay().contracts.signParams(order());
    const changed = (name: string, value: string): ContractParams => ({
      ...params,
      extraData: { ...params.extraData, [name]: value },
    });
    for (const name of Object.keys(params.extraData)) {
      await expect(bench.contractDesk.sign(changed(name, '1'), 'lin')).rejects.toThrow('400');
    }
    await bench.contractDesk.sign(params, 'lin');
    await expect(bench.contractDesk.sign(params, 'lin')).rejects.toThrow('已签约');
  });
});

describe('the notice before a debit', () => {
  it('is taken by day alone, and for a contract that is in force', async () => {
    const { contracts } = bench.papay();
    const contractId = await signed();
    await contracts.notifyDebit(contractId, { amountFen: 1990, days: 2 });
    bench.now = Date.parse('2026-03-01T14:00:00Z');
    await expect(contracts.notifyDebit(contractId, { amountFen: 1990, days: 2 })).rejects.toEqual(
      problem('refused', 'RULE_LIMIT'),
    );
    bench.now = Date.parse('2026-03-01T23:00:00Z');
    await contracts.notifyDebit(contractId, { amountFen: 1990, days: 2 });
    await contracts.end(contractId, '取消');
    await expect(contracts.notifyDebit(contractId, { amountFen: 1990, days: 2 })).rejects.toEqual(problem('refused'));
    await expect(contracts.notifyDebit('none', { amountFen: 1990, days: 2 })).rejects.toEqual(problem('refused'));
    expect((await bench.contractDesk.contracts())[0]).toMatchObject({ notices: { length: 2 } });
  });
});

describe('a debit', () => {
  it('brings the money once, is told of, and is given back like any payment', async () => {
    const contractId = await announced();
    const { debits } = bench.papay();
    const payer = { appId: MINI, contractId };
    expect(await debits.standingOf('RGDEBIT1', payer)).toEqual({ state: 'unknown' });
    await debits.open(debit('RGDEBIT1', contractId));
    // Asked for again, whatever became of the first time, it is the same.
    await debits.open(debit('RGDEBIT1', contractId));
    expect(await debits.standingOf('RGDEBIT1', payer)).toEqual({ state: 'open' });
    await expect(debits.close('RGDEBIT1', payer)).rejects.toEqual(problem('busy'));
    await bench.advance(0);
    const paid = { state: 'paid', amountFen: 1990, appId: MINI, openid: 'o-mini-lin', contractId };
    const standing = await debits.standingOf('RGDEBIT1', payer);
    expect(standing).toEqual({ ...paid, transactionId: expect.any(String), paidAt: new Date(bench.now) });
    expect(await debits.readNotice({}, lastBody())).toMatchObject({ kind: 'payment', number: 'RGDEBIT1', standing });
    expect(await debits.close('RGDEBIT1', payer)).toBe('paid');
    const refund = { number: 'RGDEBIT1R1', paymentNumber: 'RGDEBIT1', amountFen: 990, totalFen: 1990 };
    expect(await debits.refund(refund)).toEqual({ state: 'processing' });
    await bench.advance(0);
    expect(await debits.standingOfRefund('RGDEBIT1R1')).toMatchObject({ state: 'succeeded' });
    expect(await debits.standingOf('RGDEBIT1', payer)).toMatchObject({ state: 'paid', amountFen: 1990 });
    await bench.advance(DAY);
    expect(await bench.client().billOf('2026-03-03')).toMatchObject([
      { kind: 'payment', number: 'RGDEBIT1', amountFen: 1990 },
      { kind: 'refund', number: 'RGDEBIT1R1', amountFen: 990 },
    ]);
  });

  it('is refused before the second day after its notice, above it, twice a day, twice a notice, and after the end', async () => {
    const contractId = await signed();
    const { contracts, debits } = bench.papay();
    const open = (number: string, over: object = {}) => debits.open(debit(number, contractId, over));
    await expect(open('RGDEBIT1')).rejects.toEqual(problem('refused', 'RULELIMIT'));
    await contracts.notifyDebit(contractId, { amountFen: 1990, days: 2 });
    await bench.advance(DAY);
    await expect(open('RGDEBIT1')).rejects.toEqual(problem('refused', 'RULELIMIT'));
    await bench.advance(DAY);
    await expect(open('RGDEBIT1', { amountFen: 1991 })).rejects.toEqual(problem('refused', 'RULELIMIT'));
    await open('RGDEBIT1');
    await bench.advance(0);
    await expect(open('RGDEBIT2')).rejects.toEqual(problem('refused', 'RULELIMIT'));
    await bench.advance(DAY);
    await expect(open('RGDEBIT2')).rejects.toEqual(problem('refused', 'RULELIMIT'));
    await contracts.notifyDebit(contractId, { amountFen: 1990, days: 2 });
    await bench.advance(2 * DAY);
    await contracts.end(contractId, '取消');
    await expect(open('RGDEBIT2')).rejects.toEqual(problem('refused', 'CONTRACT_TERMINATED'));
    expect(await bench.contractDesk.debits()).toHaveLength(1);
  });

  it('that fails says why, by notification and query; the next one has a number of its own', async () => {
    const contractId = await announced();
    const { debits } = bench.papay();
    await bench.contractDesk.faults({ failDebits: 1, debitFailure: 'NOTENOUGH' });
    await debits.open(debit('RGDEBIT1', contractId));
    await bench.advance(0);
    const standing = { state: 'closed', failure: 'NOTENOUGH' };
    expect(await debits.readNotice({}, lastBody())).toMatchObject({ number: 'RGDEBIT1', standing });
    expect(await debits.standingOf('RGDEBIT1')).toEqual(standing);
    expect(await debits.close('RGDEBIT1')).toBe('closed');
    await debits.open(debit('RGDEBIT2', contractId));
    await bench.advance(0);
    expect(await debits.standingOf('RGDEBIT2')).toMatchObject({ state: 'paid' });
  });

  it('counts its days by a clock that can be moved', async () => {
    const contractId = await signed();
    const { contracts, debits } = bench.papay();
    await contracts.notifyDebit(contractId, { amountFen: 1990, days: 2 });
    await bench.contractDesk.moveClock(new Date(START + 2 * DAY));
    await debits.open(debit('RGDEBIT1', contractId));
    await bench.advance(0);
    expect(await debits.standingOf('RGDEBIT1')).toMatchObject({ state: 'paid', paidAt: new Date(START) });
  });

  it('of which nobody hears what became is unknown, and found by asking', async () => {
    const contractId = await announced();
    const { debits } = bench.papay();
    await bench.contractDesk.faults({ lostAnswers: 1, hangDebits: 1 });
    await expect(debits.open(debit('RGDEBIT1', contractId))).rejects.toEqual(problem('busy'));
    expect(await debits.standingOf('RGDEBIT1')).toEqual({ state: 'open' });
    await bench.contractDesk.settle('RGDEBIT1', 'SUCCESS');
    expect(await debits.standingOf('RGDEBIT1')).toMatchObject({ state: 'paid' });
  });

  it('is not believed by a forged answer, nor with another key', async () => {
    const contractId = await announced();
    await bench.contractDesk.faults({ systemErrors: 1 });
    await expect(bench.papay().debits.standingOf('RGDEBIT1')).rejects.toEqual(problem('busy'));
    await bench.contractDesk.faults({ answerSignature: 'bad' });
    await expect(bench.papay().debits.open(debit('RGDEBIT1', contractId))).rejects.toEqual(problem('busy'));
    const other = bench.papay({ apiKey: KEY });
    await expect(other.debits.standingOf('RGDEBIT1')).rejects.toEqual(problem('misconfigured'));
    await expect(bench.papay().debits.open(bench.order('RGDEBIT2'))).rejects.toBeInstanceOf(PaymentError);
  });
});

describe('a notification of API v2', () => {
  it('is refused when any byte of what it says was changed, when cut, or by another key or merchant', async () => {
    const contractId = await announced();
    const told: [Buffer, (body: Buffer) => unknown][] = [];
    const { contracts, debits } = bench.papay();
    told.push([Buffer.from(bench.deliveries[0]?.body ?? ''), (body) => contracts.readNotice(body)]);
    await debits.open(debit('RGDEBIT1', contractId));
    await bench.advance(0);
    told.push([lastBody(), (body) => debits.readNotice({}, body)]);
    for (const [body, read] of told) {
      const as = JSON.stringify(await read(body));
      for (let index = 0; index < body.length; index++) {
        const changed = Buffer.from(body);
        changed[index] = (changed[index] as number) ^ 1;
        // White space between the elements says nothing.
        const isHarmless = (await isRefused(() => read(changed))) || JSON.stringify(await read(changed)) === as;
        expect([index, isHarmless]).toEqual([index, true]);
      }
      expect(await isRefused(() => read(body.subarray(0, -1)))).toBe(true);
      expect(await isRefused(() => read(Buffer.alloc(0)))).toBe(true);
      const other = bench.papay({ apiKey: KEY });
      expect(await isRefused(() => other.contracts.readNotice(body))).toBe(true);
      const merchant = { ...bench.papaySettings(), merchantId: '1900000110' };
      expect(await isRefused(() => bench.papay({ merchant }).debits.readNotice({}, body))).toBe(true);
    }
    // Neither is taken for the other.
    expect(await isRefused(() => debits.readNotice({}, told[0]?.[0] as Buffer))).toBe(true);
    expect(await isRefused(() => contracts.readNotice(told[1]?.[0] as Buffer))).toBe(true);
  });

  it('that is forged is refused', async () => {
    await bench.contractDesk.faults({ noticeSignature: 'bad' });
    await signed();
    expect(await isRefused(() => bench.papay().contracts.readNotice(lastBody()))).toBe(true);
  });

  it.each([
    ['is lost', { dropContractNotices: 1, noRetries: true }, []],
    ['comes late', { dropContractNotices: 1 }, ['ADD', 'DELETE']],
    ['comes twice', { doubleNotices: true }, ['ADD', 'ADD', 'DELETE', 'DELETE']],
    ['comes after the next', { reorderNotices: true }, ['DELETE', 'ADD']],
  ])('that %s changes nothing of what a query says', async (_how, faults, changes) => {
    await bench.contractDesk.faults(faults);
    const contractId = await signed();
    if (changes.length > 0) {
      await bench.advance(15_000);
      await bench.contractDesk.cancel(contractId);
      await bench.advance(15_000);
    }
    const { contracts } = bench.papay();
    expect(bench.deliveries.map(({ body }) => contracts.readNotice(Buffer.from(body)).change)).toEqual(changes);
    const state = changes.length > 0 ? 'ended' : 'signed';
    expect(await contracts.standingOf({ contractId })).toMatchObject({ state });
  });
});
