import type { PaymentProvider } from '../../src/connectors/payment/payment';
import { stockFaults } from '../../src/modules/mall/stock.store';
import { leaveToStaff } from '../../src/modules/orders';
import { ProgramCatalogue } from '../../src/modules/programs';
import { createPaymentWork, type PaymentWork } from '../../src/payment-work';
import { decodeId } from '../../src/platform/ids';
import { createLog } from '../../src/platform/log';
import { createFieldCipher } from '../../src/platform/secrets';
import type { DatabaseKind } from './databases';
import { record } from './events';
import { orderPointsProgram } from './order-points';
import { faultsOf } from './proofs';
import { mutate } from './sessions';
import { orderWithCash, shelve } from './shelf';
import { startTestServer, type TestServer } from './test-server';
import type { SimulatedNotice } from './wechat-pay';

/** A payment as it is stored. */
export interface StoredPayment {
  number: string;
  state: string;
  refunded: number;
  problem: string | null;
}

/** A server with a benefit on its shelf and a member, `lin`, who has 1000 points. */
export class PaymentBench {
  private constructor(
    readonly server: TestServer,
    readonly token: string,
    readonly skuId: string,
  ) {}

  /** `more` is added to the program. */
  static async start(kind: DatabaseKind, more = ''): Promise<PaymentBench> {
    const server = await startTestServer(kind, { program: orderPointsProgram + more });
    const event = { eventId: 'first', type: 'order.completed', amountFen: 100_000 };
    await record(server, await server.partnerToken(), [event]);
    return new PaymentBench(server, (await server.signIn('lin')).accessToken, await shelve(server));
  }

  /** Whatever happened: what is stored is what the journal and the stock ledger prove. */
  async proveAndClose(): Promise<void> {
    expect(await faultsOf(this.server.database)).toEqual([]);
    expect(await stockFaults(this.server.database)).toEqual([]);
    await this.server.close();
  }

  /** Changes rows behind the server's back. */
  async write(statement: string): Promise<void> {
    await this.server.database.writer.query(statement);
  }

  async rows<T>(query: string): Promise<T[]> {
    return this.server.database.reader.query(query);
  }

  async paymentOf(orderId: string): Promise<StoredPayment> {
    const [row] = await this.rows<StoredPayment>(
      `SELECT number, state, refunded_fen AS refunded, problem FROM payment WHERE subject = '${decodeId('MallOrder', orderId)}'`,
    );
    if (!row) throw new Error('It has no payment.');
    return { ...row, refunded: Number(row.refunded) };
  }

  async refunds(): Promise<string[]> {
    return (await this.rows<{ state: string }>('SELECT state FROM payment_refund')).map(({ state }) => state);
  }

  async stateOf(orderId: string): Promise<string | undefined> {
    const id = decodeId('MallOrder', orderId);
    return (await this.rows<{ state: string }>(`SELECT state FROM mall_order WHERE id = ${id}`))[0]?.state;
  }

  /** Available, reserved, sold. */
  async stock(): Promise<number[]> {
    const [row] = await this.rows<Record<string, unknown>>('SELECT available, reserved, sold FROM mall_sku');
    return [row?.available, row?.reserved, row?.sold].map(Number);
  }

  async points(): Promise<{ available: number; held: number }> {
    type Answer = { me: { points: { available: number; held: number } } };
    // The clock may have outrun the token.
    const { accessToken: token } = await this.server.signIn('lin');
    const { data } = await this.server.graphql<Answer>('{ me { points { available held } } }', { token });
    return data.me.points;
  }

  /** What refused it, if anything. */
  async cancel(orderId: string, reason?: string): Promise<string[]> {
    const input = { idempotencyKey: `cancel-${orderId}`, orderId, reason };
    const { data } = await mutate(this.server, 'mallOrderCancel', input, { token: this.token });
    return data.payload.userErrors.map(({ code }) => code);
  }

  /** Places an order and pays it at WeChat Pay; the server has not heard of it yet. */
  async payUnheard(): Promise<string> {
    const { orderId, params } = await orderWithCash(this.server, this.token, this.skuId);
    if (!params) throw new Error('It cannot be paid.');
    expect(await this.server.payDesk.pay(params)).toBe('requestPayment:ok');
    return orderId;
  }

  async pay(): Promise<string> {
    const orderId = await this.payUnheard();
    await this.server.runPayTimers();
    expect(await this.stateOf(orderId)).toBe('PAID');
    return orderId;
  }

  async lastNotice(): Promise<SimulatedNotice> {
    const notice = (await this.server.payDesk.notices()).at(-1);
    if (!notice) throw new Error('Nothing was told.');
    return notice;
  }

  /** What the attempts of the last notification came to. */
  async lastOutcomes(): Promise<(number | string)[]> {
    return (await this.lastNotice()).attempts.map(({ outcome }) => outcome);
  }

  /** The work as another instance does it, perhaps with another provider. */
  async elsewhere(wechatPay: PaymentProvider = this.server.payments): Promise<PaymentWork> {
    const database = await this.server.anotherInstance();
    const { clock } = this.server;
    const programs = new ProgramCatalogue(database, clock);
    const cipher = createFieldCipher(Buffer.from('5a'.repeat(32), 'hex'));
    const parts = {
      cipher,
      database,
      clock,
      programs,
      providers: { ...this.server.providers, wechatPay },
      fulfil: leaveToStaff,
      log: createLog('silent'),
    };
    return createPaymentWork({ ...parts, worked: () => undefined });
  }
}
