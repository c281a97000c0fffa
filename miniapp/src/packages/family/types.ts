import type { FamilyQuery } from './generated/graphql';

export type Family = NonNullable<NonNullable<FamilyQuery['me']>['family']>;

/** Somebody who shares. */
export type Person = Family['members'][number];
