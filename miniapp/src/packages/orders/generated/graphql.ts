/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whether a card code can be seen. */
export type MallCardCodeState =
  /** It can be seen, once (待查看). */
  | 'READY'
  /** It was seen (已查看). */
  | 'REVEALED';

/** What the member can do with an order now. */
export type MallOrderAction =
  /** `mallOrderCancel` (取消订单). */
  | 'CANCEL'
  /** `mallOrderConfirmReceipt` (确认收货). */
  | 'CONFIRM_RECEIPT'
  /** `mallOrderReturnRequest` (申请退货). */
  | 'REQUEST_RETURN';

/** Where an order of the points mall stands. */
export type MallOrderState =
  /** It was called off, or not paid in time; whatever was paid went back (已取消). */
  | 'CANCELLED'
  /** It has arrived and the time of returns is over (已完成). */
  | 'COMPLETED'
  /** It is being packed, or asked for from the supplier (处理中). */
  | 'FULFILLING'
  /** The supplier could not deliver; points and cash went back (兑换失败). */
  | 'FULFILMENT_FAILED'
  /** Paid; nothing has been done for it yet (待发货). */
  | 'PAID'
  /** Its points are held and its stock is reserved until the cash part is paid (待支付). */
  | 'PENDING_PAYMENT'
  /** It has arrived, and can be returned (已收货). */
  | 'RECEIVED'
  /** Staff gave points and cash back without a return (已退款). */
  | 'REFUNDED'
  /** It came back, and points and cash went back (已退货). */
  | 'RETURNED'
  /** The member wants to return it; staff decide (退货中). */
  | 'RETURN_REQUESTED'
  /** It is on its way (待收货). */
  | 'SHIPPED';

/** How what is redeemed comes to the member. */
export type MallProductKind =
  /** As a code, or as a right with a supplier (线上权益). */
  | 'ONLINE_BENEFIT'
  /** By courier (实物). */
  | 'PHYSICAL'
  /** Onto a phone: credit or data (话费流量). */
  | 'TOP_UP';

/** Whether a member may use the membership. */
export type MemberStatus =
  /** Everything is open (正常). */
  | 'ACTIVE'
  /** Nothing is granted and nothing can be spent (冻结). */
  | 'BLOCKED'
  /** Another member of the same person goes on instead (已合并). */
  | 'MERGED';

export type OrdersHeadQueryVariables = Exact<{ [key: string]: never; }>;


export type OrdersHeadQuery = { me: { id: string, status: MemberStatus, statusReason: string | null, level: { level: { code: string, rank: number } }, orderCounts: Array<{ state: MallOrderState, count: number }> } | null, program: { timeZone: string } };

export type OrdersQueryVariables = Exact<{
  states?: Array<MallOrderState> | MallOrderState | null | undefined;
  after?: string | null | undefined;
}>;


export type OrdersQuery = { me: { id: string, orders: { edges: Array<{ cursor: string, node: { id: string, state: MallOrderState, kind: MallProductKind, quantity: number, points: number, cashFen: number, placedAt: string, actions: Array<MallOrderAction>, cardCodes: Array<{ state: MallCardCodeState }>, item: { name: string, imageUrl: string | null, attributes: Array<{ name: string, value: string }> } } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type OrderCardPartsFragment = { id: string, state: MallOrderState, kind: MallProductKind, quantity: number, points: number, cashFen: number, placedAt: string, actions: Array<MallOrderAction>, cardCodes: Array<{ state: MallCardCodeState }>, item: { name: string, imageUrl: string | null, attributes: Array<{ name: string, value: string }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const OrderCardPartsFragmentDoc = new TypedDocumentString(`
    fragment OrderCardParts on MallOrder {
  id
  state
  kind
  quantity
  points
  cashFen
  placedAt
  actions
  cardCodes {
    state
  }
  item {
    name
    imageUrl
    attributes {
      name
      value
    }
  }
}
    `, {"fragmentName":"OrderCardParts"}) as unknown as TypedDocumentString<OrderCardPartsFragment, unknown>;
export const OrdersHeadDocument = new TypedDocumentString(`
    query OrdersHead {
  me {
    id
    status
    statusReason
    level {
      level {
        code
        rank
      }
    }
    orderCounts {
      state
      count
    }
  }
  program {
    timeZone
  }
}
    `) as unknown as TypedDocumentString<OrdersHeadQuery, OrdersHeadQueryVariables>;
export const OrdersDocument = new TypedDocumentString(`
    query Orders($states: [MallOrderState!], $after: String) {
  me {
    id
    orders(first: 10, states: $states, after: $after) {
      edges {
        cursor
        node {
          ...OrderCardParts
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
    fragment OrderCardParts on MallOrder {
  id
  state
  kind
  quantity
  points
  cashFen
  placedAt
  actions
  cardCodes {
    state
  }
  item {
    name
    imageUrl
    attributes {
      name
      value
    }
  }
}`) as unknown as TypedDocumentString<OrdersQuery, OrdersQueryVariables>;