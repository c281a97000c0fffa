import { createHash } from 'node:crypto';
import { stockFaults } from '../../src/modules/mall/stock.store';
import { decodeId } from '../../src/platform/ids';
import type { DatabaseKind } from './databases';
import { record } from './events';
import { orderPointsProgram } from './order-points';
import { faultsOf } from './proofs';
import { mutate } from './sessions';
import { addProduct, orderWithCash } from './shelf';
import { startTestServer, type TestServer } from './test-server';

const MINUTE_MS = 60_000;

/** What tests look at of an order. */
export interface SeenOrder {
  id: string;
  state: string;
  actions: string[];
  returnedPoints: number;
  refundedFen: number;
  timeline: { state: string }[];
  cardCodes: { id: string; state: string; hint: string; validUntil: string | null; revealedAt: string | null }[];
  supply: { state: string; message: string | null } | null;
}

const ORDER = `id state actions returnedPoints refundedFen timeline { state } supply { state message }
  cardCodes { id state hint validUntil revealedAt }`;

/** An order as the simulated supplier has it. */
export interface SuppliersOrder {
  number: string;
  status: string;
  placed: number;
  callbacks: (number | string)[];
}

/** A server with members who have points, and the simulated supplier. */
export class SupplyBench {
  private keys = 0;
  private readonly tokens = new Map<string, { token: string; at: number }>();
  private constructor(readonly server: TestServer) {}

  static async start(kind: DatabaseKind): Promise<SupplyBench> {
    const bench = new SupplyBench(await startTestServer(kind, { program: orderPointsProgram }));
    for (const member of ['lin', 'chen', 'zhou', 'wu']) await bench.earn(member);
    return bench;
  }

  async earn(memberRef: string): Promise<void> {
    const event = { eventId: `e-${memberRef}`, memberRef, type: 'order.completed', amountFen: 10_000_000 };
    await record(this.server, await this.server.partnerToken(), [event]);
  }

  /** A token of a member; the clock may have outrun an earlier one. */
  async tokenOf(member = 'lin'): Promise<string> {
    const at = this.server.clock.wallNow().getTime();
    const known = this.tokens.get(member);
    if (known && at - known.at < MINUTE_MS) return known.token;
    const token = (await this.server.signIn(member)).accessToken;
    this.tokens.set(member, { token, at });
    return token;
  }

  key(): string {
    this.keys += 1;
    return `k-${this.keys}`;
  }

  /** Puts a top-up onto the shelf that the simulated supplier brings. */
  topUp(): Promise<{ skuId: string; skuRow: number }> {
    return addProduct(this.server, {
      kind: 'TOP_UP',
      fulfilment: '{"by":"supplier","supplier":"demo","item":"credit"}',
    });
  }

  /** Redeems for points; the order, or why not. */
  async place(input: Record<string, unknown>, member = 'lin'): Promise<{ order?: SeenOrder; refused: string[] }> {
    const selection = `order { ${ORDER} }`;
    const full = { idempotencyKey: this.key(), quantity: 1, ...input };
    const { data, errors } = await mutate<{ order: SeenOrder | null }>(this.server, 'mallOrderPlace', full, {
      token: await this.tokenOf(member),
      selection,
    });
    if (errors) throw new Error(JSON.stringify(errors));
    const refused = data.payload.userErrors.map(({ code }) => code);
    return { order: data.payload.order ?? undefined, refused };
  }

  /** The same, when it must succeed. */
  async placed(input: Record<string, unknown>, member = 'lin'): Promise<string> {
    const { order, refused } = await this.place(input, member);
    if (!order) throw new Error(refused.join());
    return order.id;
  }

  /** Redeems for points and cash, and pays. */
  async paid(skuId: string): Promise<string> {
    const { orderId, params } = await orderWithCash(this.server, await this.tokenOf(), skuId);
    if (!params) throw new Error('It cannot be paid.');
    await this.server.payDesk.pay(params);
    await this.server.runPayTimers();
    return orderId;
  }

  async order(id: string, member = 'lin'): Promise<SeenOrder> {
    const query = `query ($id: ID!) { node(id: $id) { ... on MallOrder { ${ORDER} } } }`;
    type Answer = { node: SeenOrder };
    const token = await this.tokenOf(member);
    return (await this.server.graphql<Answer>(query, { token, variables: { id } })).data.node;
  }

  async points(member = 'lin'): Promise<number> {
    type Answer = { me: { points: { available: number } } };
    const token = await this.tokenOf(member);
    return (await this.server.graphql<Answer>('{ me { points { available } } }', { token })).data.me.points.available;
  }

  /** Available, reserved, sold. */
  async stock(skuRow: number): Promise<number[]> {
    const [row] = await this.rows<object>(`SELECT available, reserved, sold FROM mall_sku WHERE id = ${skuRow}`);
    return Object.values(row ?? {}).map(Number);
  }

  rows<T>(query: string): Promise<T[]> {
    return this.server.database.reader.query(query);
  }

  /** A mutation by staff or a member: why it was refused, and what was selected. */
  async call<T = object>(
    name: string,
    input: object,
    { token, selection }: { token?: string; selection?: string } = {},
  ) {
    const full = { idempotencyKey: this.key(), ...input };
    const answer = await mutate<T>(this.server, name, full, { token: token ?? 'demo-operator', selection });
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    const { userErrors, ...payload } = answer.data.payload;
    return { payload: payload as T, refused: userErrors.map(({ code }) => code) };
  }

  /** Orders are fulfilled, and suppliers called. */
  async work(): Promise<void> {
    await this.server.workOnPayments();
    await this.server.workOnSupplies();
  }

  /** How the simulated supplier behaves from now on; without, well. */
  async behave(behaviour?: object): Promise<void> {
    await this.simulator('behaviour/reset', {});
    if (behaviour) await this.simulator('behaviour', behaviour);
  }

  async simulator(path: string, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.server.simulatorUrl}/simulator/supplier/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: body && { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json() as Promise<Record<string, unknown>>;
  }

  async numberOf(orderId: string): Promise<string> {
    const row = decodeId('MallOrder', orderId);
    return (await this.rows<{ number: string }>(`SELECT number FROM supply WHERE order_id = ${row}`))[0]?.number ?? '';
  }

  async suppliersOrder(orderId: string): Promise<SuppliersOrder | undefined> {
    const number = await this.numberOf(orderId);
    const { orders } = (await this.simulator('orders')) as { orders: SuppliersOrder[] };
    return orders.find((order) => order.number === number);
  }

  /** Tells the server what a supplier would: the status of the answer. Signed with its key unless with another. */
  async tell(params: Record<string, string>, key = 'demo-supplier-secret', code = 'demo'): Promise<number> {
    const all: Record<string, string> = { merchant_id: 'rungs-demo', timestamp: '1772337600', ...params };
    const names = Object.keys(all).filter((name) => all[name] !== '');
    const text = names.sort().map((name) => `${name}=${all[name]}&`);
    const sign = createHash('md5')
      .update(`${text.join('')}key=${key}`)
      .digest('hex');
    const response = await fetch(`${this.server.url}/callbacks/supplier/${code}`, {
      method: 'POST',
      body: new URLSearchParams({ ...all, sign }),
    });
    await response.text();
    return response.status;
  }

  /** Whatever happened: what is stored is what the journal and the stock ledger prove. */
  async proveAndClose(): Promise<void> {
    expect(await faultsOf(this.server.database, this.server.clock)).toEqual([]);
    expect(await stockFaults(this.server.database)).toEqual([]);
    await this.server.close();
  }
}
