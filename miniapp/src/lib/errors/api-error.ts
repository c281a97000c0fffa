/**
 * How a request failed, as far as the member is concerned:
 * `network` nothing came back · `timeout` it took too long · `server` the answer was not ours or a fault ·
 * `throttled` too many requests · `auth` the sign-in no longer counts · `refused` the server said no, with a reason the
 * member can act on · `graphql` any other error of the request.
 */
export type ErrorKind = 'network' | 'timeout' | 'server' | 'throttled' | 'auth' | 'refused' | 'graphql';

/** The one error that leaves `lib/client` and `lib/session`. `code` is the server's where it sent one. */
export class ApiError extends Error {
  readonly kind: ErrorKind;
  readonly code: string | undefined;
  /** Of a refusal: the part of the input that it is about. */
  readonly field: string | undefined;

  constructor(kind: ErrorKind, options: { code?: string; message?: string; field?: string } = {}) {
    super(options.message ?? options.code ?? kind);
    this.name = 'ApiError';
    this.kind = kind;
    this.code = options.code;
    this.field = options.field;
  }
}

/** Anything thrown, as an `ApiError`; what is not ours counts as a fault of the program and keeps its message. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError('graphql', { message: thrown instanceof Error ? thrown.message : String(thrown) });
}
