import { z } from 'zod';
import { timeDuration } from './program-values';

/** The grammar of `mall`: times in the life of its orders (积分商城). */
export const mall = z
  .strictObject({
    payWithin: timeDuration.default('PT15M').describe('How long an order with a cash part waits to be paid.'),
    receiveAfter: timeDuration.default('P10D').describe('After so long on its way a parcel counts as received.'),
    returnWithin: timeDuration.default('P7D').describe('How long what was received can be returned.'),
  })
  .prefault({})
  .describe('The points mall: times in the life of its orders.');
