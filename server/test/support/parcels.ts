import { mutate, refusalsOf } from './sessions';
import type { TestServer } from './test-server';

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
