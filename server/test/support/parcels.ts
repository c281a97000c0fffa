import { stockFaults } from '../../src/modules/mall/stock.store';
import type { DatabaseKind } from './databases';
import { record } from './events';
import { orderPointsProgram } from './order-points';
import { faultsOf } from './proofs';
import { mutate, refusalsOf } from './sessions';
import { addProduct } from './shelf';
import { tableRows } from './table-rows';
import { startTestServer, type TestServer } from './test-server';

/** A parcel as tests look at it. */
export interface Parcel {
  id: string;
  carrier: { code: string; name: string };
  trackingNumber: string;
  quantity: number;
  state: string;
  shippedAt: string;
  signedAt: string | null;
  events: { at: string; text: string; state: string | null }[];
}

const PARCEL = 'id carrier { code name } trackingNumber quantity state shippedAt signedAt events { at text state }';
const ORDER = `id state receivedBy shipments { ${PARCEL} }`;

/** An order with its parcels. */
export interface ShippedOrder {
  id: string;
  state: string;
  receivedBy: string | null;
  shipments: Parcel[];
}

let keys = 0;

/** Calls `mallOrderShip`, under a new key unless one is given. */
export function ship(server: TestServer, orderId: string, input: object = {}, token = 'demo-operator') {
  keys += 1;
  const parcel = { carrier: 'yuantong', trackingNumber: `YT${String(keys).padStart(8, '0')}` };
  const selection = `order { ${ORDER} } shipment { ${PARCEL} } member { id }`;
  type Payload = { order: ShippedOrder | null; shipment: Parcel | null; member: { id: string } | null };
  return mutate<Payload>(
    server,
    'mallOrderShip',
    { idempotencyKey: `ship-${keys}`, orderId, ...parcel, ...input },
    { token, selection },
  );
}

/** Sends a parcel. */
export async function shipped(server: TestServer, orderId: string, input: object = {}): Promise<Parcel> {
  const answer = await ship(server, orderId, input);
  expect(refusalsOf(answer)).toEqual([]);
  return answer.data.payload.shipment as Parcel;
}

/** An order as its member sees it. */
export async function orderSeen(server: TestServer, orderId: string, token = 'demo-viewer'): Promise<ShippedOrder> {
  const query = `query ($id: ID!) { node(id: $id) { ... on MallOrder { ${ORDER} } } }`;
  const { data } = await server.graphql<{ node: ShippedOrder }>(query, { token, variables: { id: orderId } });
  return data.node;
}

/** A server with a product on its shelf and a member, `lin`, who has points and an address. */
export class ParcelBench {
  token = '';
  private keys = 0;

  private constructor(
    readonly server: TestServer,
    readonly skuId: string,
    public addressId = '',
  ) {}

  static async start(kind: DatabaseKind): Promise<ParcelBench> {
    const server = await startTestServer(kind, {
      program: `${orderPointsProgram}mall: { receiveAfter: P10D, returnWithin: P7D }\n`,
    });
    const event = { eventId: 'first', memberRef: 'lin', type: 'order.completed', amountFen: 10_000_000 };
    await record(server, await server.partnerToken(), [event]);
    const bench = new ParcelBench(server, (await addProduct(server, { stock: 1_000 })).skuId);
    await bench.signIn();
    const address = { name: '林小满', phone: '13800001234', region: '上海市 徐汇区', street: '漕溪北路 1 号' };
    const input = { idempotencyKey: 'address', ...address };
    const options = { token: bench.token, selection: 'address { id }' };
    const made = await mutate<{ address: { id: string } }>(server, 'addressCreate', input, options);
    bench.addressId = made.data.payload.address.id;
    return bench;
  }

  /** Whatever happened: what is stored is what the journal and the stock ledger prove. */
  async proveAndClose(): Promise<void> {
    expect(await faultsOf(this.server.database, this.server.clock)).toEqual([]);
    expect(await stockFaults(this.server.database)).toEqual([]);
    await this.server.close();
  }

  /** The clock may have outrun the token. */
  async signIn(): Promise<void> {
    this.token = (await this.server.signIn('lin')).accessToken;
  }

  /** Places an order for points. */
  async placed(input: Record<string, unknown> = {}): Promise<string> {
    const { skuId, addressId, token } = this;
    const given = { idempotencyKey: `p-${++this.keys}`, skuId, addressId, quantity: 1, ...input };
    const options = { token, selection: 'order { id }' };
    const answer = await mutate<{ order: { id: string } }>(this.server, 'mallOrderPlace', given, options);
    expect(refusalsOf(answer)).toEqual([]);
    return answer.data.payload.order.id;
  }

  /** Takes a step of an order. */
  async step(mutation: string, orderId: string, input: object = {}, token = this.token): Promise<void> {
    const given = { idempotencyKey: `s-${++this.keys}`, orderId, ...input };
    expect(refusalsOf(await mutate(this.server, mutation, given, { token }))).toEqual([]);
  }

  /** What refused a parcel, after which nothing has changed. */
  async refused(orderId: string, input: object = {}): Promise<ReturnType<typeof refusalsOf>> {
    const before = await tableRows(this.server.database);
    const answer = await ship(this.server, orderId, input);
    expect(await tableRows(this.server.database)).toEqual(before);
    return refusalsOf(answer);
  }

  /** Changes rows behind the server's back. */
  async write(statement: string): Promise<void> {
    await this.server.database.writer.query(statement);
  }

  async rows(query: string): Promise<Record<string, unknown>[]> {
    return this.server.database.reader.query(query);
  }
}
