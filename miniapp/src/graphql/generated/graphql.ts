/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type ErrorCode =
  | 'INPUT_INVALID'
  | 'MEMBER_BLOCKED'
  | 'NOT_FOUND'
  | 'PROVIDER_BUSY'
  | 'REFRESH_TOKEN_EXPIRED'
  | 'REFRESH_TOKEN_INVALID'
  | 'REFRESH_TOKEN_REUSED'
  | 'SESSION_REVOKED'
  | 'SIGN_IN_CODE_INVALID'
  | 'SIGN_IN_CODE_USED'
  | 'SIGN_IN_REFUSED';

export type MemberStatus =
  | 'ACTIVE'
  | 'BLOCKED';

export type SessionCreateInput = {
  channel?: SignInChannel;
  code: string;
};

export type SessionRefreshInput = {
  refreshToken: string;
};

export type SessionRevokeInput = {
  everywhere?: boolean;
};

export type SignInChannel =
  | 'MINI_PROGRAM'
  | 'WEB';

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { me: { id: string, number: string, nickname: string, avatarUrl: string | null, joinedAt: string, status: MemberStatus, statusReason: string | null, growth: { value: number }, level: { since: string, level: { code: string, name: string, rank: number, threshold: number }, next: { needed: number, ratio: number, how: string, level: { code: string, name: string, rank: number, threshold: number } } | null } } | null, program: { code: string, name: string, timeZone: string, tracks: Array<{ code: string, primary: boolean, levels: Array<{ code: string, name: string, rank: number, threshold: number }> }> } };

export type LevelPartsFragment = { code: string, name: string, rank: number, threshold: number };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, number: string, nickname: string, avatarUrl: string | null, phoneMasked: string | null, status: MemberStatus, level: { level: { code: string, name: string, rank: number, threshold: number } } } | null };

export type SessionCreateMutationVariables = Exact<{
  input: SessionCreateInput;
}>;


export type SessionCreateMutation = { sessionCreate: { session: { accessToken: string, refreshToken: string, expiresAt: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SessionRefreshMutationVariables = Exact<{
  input: SessionRefreshInput;
}>;


export type SessionRefreshMutation = { sessionRefresh: { session: { accessToken: string, refreshToken: string, expiresAt: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SessionRevokeMutationVariables = Exact<{
  input: SessionRevokeInput;
}>;


export type SessionRevokeMutation = { sessionRevoke: { revoked: number, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SessionPartsFragment = { accessToken: string, refreshToken: string, expiresAt: string };

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
export const LevelPartsFragmentDoc = new TypedDocumentString(`
    fragment LevelParts on Level {
  code
  name
  rank
  threshold
}
    `, {"fragmentName":"LevelParts"}) as unknown as TypedDocumentString<LevelPartsFragment, unknown>;
export const SessionPartsFragmentDoc = new TypedDocumentString(`
    fragment SessionParts on Session {
  accessToken
  refreshToken
  expiresAt
}
    `, {"fragmentName":"SessionParts"}) as unknown as TypedDocumentString<SessionPartsFragment, unknown>;
export const HomeDocument = new TypedDocumentString(`
    query Home {
  me {
    id
    number
    nickname
    avatarUrl
    joinedAt
    status
    statusReason
    growth {
      value
    }
    level {
      since
      level {
        ...LevelParts
      }
      next {
        needed
        ratio
        how
        level {
          ...LevelParts
        }
      }
    }
  }
  program {
    code
    name
    timeZone
    tracks {
      code
      primary
      levels {
        ...LevelParts
      }
    }
  }
}
    fragment LevelParts on Level {
  code
  name
  rank
  threshold
}`) as unknown as TypedDocumentString<HomeQuery, HomeQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    number
    nickname
    avatarUrl
    phoneMasked
    status
    level {
      level {
        ...LevelParts
      }
    }
  }
}
    fragment LevelParts on Level {
  code
  name
  rank
  threshold
}`) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const SessionCreateDocument = new TypedDocumentString(`
    mutation SessionCreate($input: SessionCreateInput!) {
  sessionCreate(input: $input) {
    session {
      ...SessionParts
    }
    userErrors {
      code
      message
    }
  }
}
    fragment SessionParts on Session {
  accessToken
  refreshToken
  expiresAt
}`) as unknown as TypedDocumentString<SessionCreateMutation, SessionCreateMutationVariables>;
export const SessionRefreshDocument = new TypedDocumentString(`
    mutation SessionRefresh($input: SessionRefreshInput!) {
  sessionRefresh(input: $input) {
    session {
      ...SessionParts
    }
    userErrors {
      code
      message
    }
  }
}
    fragment SessionParts on Session {
  accessToken
  refreshToken
  expiresAt
}`) as unknown as TypedDocumentString<SessionRefreshMutation, SessionRefreshMutationVariables>;
export const SessionRevokeDocument = new TypedDocumentString(`
    mutation SessionRevoke($input: SessionRevokeInput!) {
  sessionRevoke(input: $input) {
    revoked
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SessionRevokeMutation, SessionRevokeMutationVariables>;