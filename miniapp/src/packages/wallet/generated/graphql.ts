/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What a line of a ledger is. */
export type LedgerEntryKind =
  /** Changed by hand (调整). */
  | 'ADJUST'
  /** Granted for something that happened (获得). */
  | 'EARN'
  /** Expired unspent (过期). */
  | 'EXPIRE'
  /** The difference between what a formula says and what it said before (成长值评估). */
  | 'FORMULA'
  /** Given on top of a recharge (充值赠送). */
  | 'GIFT'
  /** Taken off at the end of a level’s validity (等级到期扣减). */
  | 'LEVEL_EXPIRY'
  /** Taken away by a rule (扣减). */
  | 'PENALTY'
  /** Money that was put into the wallet (充值). */
  | 'RECHARGE'
  /** Principal of the wallet that was paid back (充值退款). */
  | 'REFUND'
  /** Came back from something it was spent on (退回). */
  | 'RETURN'
  /** Taken back because what earned it was undone (撤销). */
  | 'REVERSE'
  /** What a plan saved the member (会员节省). */
  | 'SAVE'
  /** Spent (使用). */
  | 'SPEND'
  /** Moved from one member to another of the same person (会员合并). */
  | 'TRANSFER'
  /** Taken back of it, because what saved was undone (节省撤回). */
  | 'UNSAVE';

/** Whether a member may use the membership. */
export type MemberStatus =
  /** Everything is open (正常). */
  | 'ACTIVE'
  /** Nothing is granted and nothing can be spent (冻结). */
  | 'BLOCKED'
  /** Another member of the same person goes on instead (已合并). */
  | 'MERGED';

/** A part of a wallet. */
export type WalletPart =
  /** What was given on top (赠金). */
  | 'GIFT'
  /** What was paid in (本金). */
  | 'PRINCIPAL';

export type WalletQueryVariables = Exact<{ [key: string]: never; }>;


export type WalletQuery = { me: { id: string, status: MemberStatus, statusReason: string | null, level: { level: { code: string, rank: number } }, wallet: { isOffered: boolean, balanceFen: number, principalFen: number, giftFen: number, rechargedTotalFen: number, maxBalanceFen: number | null, gifts: Array<{ atLeastFen: number, giftFen: number }> } } | null, program: { timeZone: string } };

export type WalletEntriesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type WalletEntriesQuery = { me: { id: string, wallet: { entries: { edges: Array<{ cursor: string, node: { part: WalletPart, line: { kind: LedgerEntryKind, delta: number, at: string, recordedAt: string, reason: string, why: { eventId: string | null, source: string | null, amountFen: number | null, programVersion: number } } } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } } | null };

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

export const WalletDocument = new TypedDocumentString(`
    query Wallet {
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
    wallet {
      isOffered
      balanceFen
      principalFen
      giftFen
      rechargedTotalFen
      maxBalanceFen
      gifts {
        atLeastFen
        giftFen
      }
    }
  }
  program {
    timeZone
  }
}
    `) as unknown as TypedDocumentString<WalletQuery, WalletQueryVariables>;
export const WalletEntriesDocument = new TypedDocumentString(`
    query WalletEntries($after: String) {
  me {
    id
    wallet {
      entries(first: 20, after: $after) {
        edges {
          cursor
          node {
            part
            line {
              kind
              delta
              at
              recordedAt
              reason
              why {
                eventId
                source
                amountFen
                programVersion
              }
            }
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WalletEntriesQuery, WalletEntriesQueryVariables>;