/**
 * A typed document as code generation makes it: its text by `toString`. Told by its shape, because each package of the
 * mini-app has generated documents of its own.
 */
export interface Operation<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
  toString(): string;
}
