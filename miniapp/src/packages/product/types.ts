import type { ProductQuery } from './generated/graphql';

export type { ProductPartsFragment as ProductParts, SkuPartsFragment as SkuParts } from './generated/graphql';

/** Who redeems. */
export type Member = NonNullable<ProductQuery['me']>;

/** Where a parcel may go. */
export type Address = Member['addresses'][number];
