/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Why a level changed. */
export type LevelChangeCause =
  /** The level was not kept in time (降级). */
  | 'DOWNGRADE'
  /** The member joined (入会). */
  | 'JOINED'
  /** Staff gave it (人工). */
  | 'MANUAL'
  /** The time for which staff gave it ended (人工到期). */
  | 'MANUAL_ENDED'
  /** What had reached it was undone in the return window (撤销). */
  | 'REVOKED'
  /** The threshold of the level was reached (升级). */
  | 'UPGRADE';

/** Who gave a level. */
export type LevelSource =
  /** Staff, for a time (人工). */
  | 'MANUAL'
  /** The rules of the program (按规则). */
  | 'RULES';

/** Whether a member may use the membership. */
export type MemberStatus =
  /** Everything is open (正常). */
  | 'ACTIVE'
  /** Nothing is granted and nothing can be spent (冻结). */
  | 'BLOCKED'
  /** Another member of the same person goes on instead (已合并). */
  | 'MERGED';

/** What kind of membership a track is. */
export type TrackKind =
  /** Levels that are earned (等级会员). */
  | 'LEVEL'
  /** A plan that is paid for (付费会员). */
  | 'PAID'
  /** Being registered; everyone is alike (注册会员). */
  | 'REGISTERED'
  /** Levels by stored value (储值会员). */
  | 'STORED_VALUE';

export type LevelsQueryVariables = Exact<{ [key: string]: never; }>;


export type LevelsQuery = { me: { id: string, status: MemberStatus, statusReason: string | null, growth: { value: number }, level: { since: string, validUntil: string | null, graceUntil: string | null, source: LevelSource, level: { code: string, name: string, rank: number, threshold: number, color: string }, next: { needed: number, ratio: number, how: string, level: { code: string, name: string, rank: number, threshold: number, color: string } } | null, keep: { needed: number, by: string } | null, why: { text: string, windowStart: string | null } }, memberships: Array<{ since: string, validUntil: string | null, graceUntil: string | null, track: { code: string, name: string, kind: TrackKind, primary: boolean }, level: { code: string, name: string, rank: number, threshold: number, color: string }, next: { ratio: number, how: string } | null, why: { text: string } }>, levelHistory: { edges: Array<{ cursor: string, node: { at: string, cause: LevelChangeCause, level: { code: string, name: string, rank: number, threshold: number, color: string } } }> } } | null, program: { timeZone: string, tracks: Array<{ code: string, primary: boolean, levels: Array<{ code: string, name: string, rank: number, threshold: number, color: string }> }> } };

export type LevelEvidenceQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type LevelEvidenceQuery = { me: { id: string, level: { why: { entries: { edges: Array<{ cursor: string, node: { at: string, basis: string, delta: number, amountFen: number | null, reason: string | null, rule: string | null, eventId: string | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } } } | null };

export type LevelFactsFragment = { code: string, name: string, rank: number, threshold: number, color: string };

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
export const LevelFactsFragmentDoc = new TypedDocumentString(`
    fragment LevelFacts on Level {
  code
  name
  rank
  threshold
  color
}
    `, {"fragmentName":"LevelFacts"}) as unknown as TypedDocumentString<LevelFactsFragment, unknown>;
export const LevelsDocument = new TypedDocumentString(`
    query Levels {
  me {
    id
    status
    statusReason
    growth {
      value
    }
    level {
      since
      validUntil
      graceUntil
      source
      level {
        ...LevelFacts
      }
      next {
        needed
        ratio
        how
        level {
          ...LevelFacts
        }
      }
      keep {
        needed
        by
      }
      why {
        text
        windowStart
      }
    }
    memberships {
      since
      validUntil
      graceUntil
      track {
        code
        name
        kind
        primary
      }
      level {
        ...LevelFacts
      }
      next {
        ratio
        how
      }
      why {
        text
      }
    }
    levelHistory(first: 20) {
      edges {
        cursor
        node {
          at
          cause
          level {
            ...LevelFacts
          }
        }
      }
    }
  }
  program {
    timeZone
    tracks {
      code
      primary
      levels {
        ...LevelFacts
      }
    }
  }
}
    fragment LevelFacts on Level {
  code
  name
  rank
  threshold
  color
}`) as unknown as TypedDocumentString<LevelsQuery, LevelsQueryVariables>;
export const LevelEvidenceDocument = new TypedDocumentString(`
    query LevelEvidence($after: String) {
  me {
    id
    level {
      why {
        entries(first: 20, after: $after) {
          edges {
            cursor
            node {
              at
              basis
              delta
              amountFen
              reason
              rule
              eventId
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
}
    `) as unknown as TypedDocumentString<LevelEvidenceQuery, LevelEvidenceQueryVariables>;