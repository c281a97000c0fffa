import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { errorCodes, Refusal } from '../platform/errors';
import { Access, anyone } from './access';
import type { Context } from './context';

/** `ErrorCode` of the schema, made from the one table of codes. */
export const ErrorCodeEnum = Object.fromEntries(Object.keys(errorCodes).map((code) => [code, code]));
registerEnumType(ErrorCodeEnum, {
  name: 'ErrorCode',
  description: 'Why a mutation refused. Codes are added, never renamed.',
  valuesConfig: Object.fromEntries(Object.entries(errorCodes).map(([code, description]) => [code, { description }])),
});

@ObjectType({
  simpleResolvers: true,
  description: 'A reason why nothing was done, for the user to act on. A mutation with user errors changed nothing.',
})
export class UserError {
  @Access(anyone)
  @Field(() => ErrorCodeEnum, { description: 'The reason, for programs.' })
  code: string;

  @Access(anyone)
  @Field(() => String, { description: 'The reason and the fix in a sentence, for people.' })
  message: string;

  @Access(anyone)
  @Field(() => [String], { nullable: true, description: 'Path of the offending value in the input.' })
  field?: string[];
}

/** Every mutation's payload: either the thing or the reasons why not. */
@ObjectType({ simpleResolvers: true })
export abstract class Payload {
  @Access(anyone)
  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors: UserError[];
}

/**
 * Runs a mutation's work and makes its payload. A Refusal becomes `userErrors` (the transaction in it has rolled
 * back); every other error passes on. The request's loaders are cleared: what they hold may be stale.
 */
export async function settle<P extends Payload>(
  context: Context,
  work: () => Promise<Omit<P, 'userErrors'>>,
): Promise<Partial<P> & Payload> {
  try {
    const payload = { ...(await work()), userErrors: [] } as unknown as Partial<P> & Payload;
    context.committed();
    return payload;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { userErrors: error.reasons } as Partial<P> & Payload;
  } finally {
    context.loaders.clear();
  }
}
