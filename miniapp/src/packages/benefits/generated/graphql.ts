/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What a benefit is about. */
export type BenefitKind =
  /** Money or goods (经济型). */
  | 'ECONOMIC'
  /** Attention (情感型). */
  | 'EMOTIONAL'
  /** Terms that trust allows, such as a higher limit (风控型). */
  | 'RISK_CONSTRAINT'
  /** Service (服务型). */
  | 'SERVICE';

/** What a member has of a benefit. */
export type BenefitState =
  /** It is there (可用). */
  | 'ACTIVE'
  /** A higher level has it (待解锁). */
  | 'LOCKED'
  /** Its quota of the period is used up (已用完). */
  | 'USED_UP';

/** Whether a member may use the membership. */
export type MemberStatus =
  /** Everything is open (正常). */
  | 'ACTIVE'
  /** Nothing is granted and nothing can be spent (冻结). */
  | 'BLOCKED'
  /** Another member of the same person goes on instead (已合并). */
  | 'MERGED';

export type BenefitsQueryVariables = Exact<{ [key: string]: never; }>;


export type BenefitsQuery = { me: { id: string, status: MemberStatus, statusReason: string | null, level: { level: { code: string, name: string, rank: number } }, benefits: Array<{ state: BenefitState, quota: number | null, used: number | null, left: number | null, period: string | null, resetsAt: string | null, lockedBy: { code: string, name: string, rank: number, threshold: number } | null, benefit: { code: string, name: string, description: string | null, kind: BenefitKind } }> } | null, program: { timeZone: string } };

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

export const BenefitsDocument = new TypedDocumentString(`
    query Benefits {
  me {
    id
    status
    statusReason
    level {
      level {
        code
        name
        rank
      }
    }
    benefits {
      state
      quota
      used
      left
      period
      resetsAt
      lockedBy {
        code
        name
        rank
        threshold
      }
      benefit {
        code
        name
        description
        kind
      }
    }
  }
  program {
    timeZone
  }
}
    `) as unknown as TypedDocumentString<BenefitsQuery, BenefitsQueryVariables>;