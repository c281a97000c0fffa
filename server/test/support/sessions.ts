import type { GraphqlAnswer, TestServer } from './test-server';

/** The payload of a mutation, as far as tests look at every one of them. */
export interface PayloadOf<T> {
  payload: T & { userErrors: { code: string; message: string; field: string[] | null }[] };
}

/** Calls one mutation by its input; `selection` is what to select besides the user errors. The payload is aliased. */
export function mutate<T = object>(
  server: Pick<TestServer, 'graphql'>,
  name: string,
  input: Record<string, unknown>,
  options: { token?: string; selection?: string } = {},
): Promise<GraphqlAnswer<PayloadOf<T>>> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const selection = `${options.selection ?? ''} userErrors { code message field }`;
  const document = `mutation ($input: ${type}!) { payload: ${name}(input: $input) { ${selection} } }`;
  return server.graphql(document, { token: options.token, variables: { input } });
}

/** The codes and fields with which a mutation refused; empty when it did not. */
export function refusalsOf<T>(answer: GraphqlAnswer<PayloadOf<T>>): { code: string; field: string[] | null }[] {
  return answer.data.payload.userErrors.map(({ code, field }) => ({ code, field }));
}

/** Exchanges a refresh token. */
export async function refresh(
  server: TestServer,
  refreshToken: string,
): Promise<{ session: { accessToken: string; refreshToken: string } | null; codes: string[] }> {
  type Session = { session: { accessToken: string; refreshToken: string } | null };
  const selection = 'session { accessToken refreshToken }';
  const { data } = await mutate<Session>(server, 'sessionRefresh', { refreshToken }, { selection });
  return { session: data.payload.session, codes: data.payload.userErrors.map(({ code }) => code) };
}

/** What becomes of a request with this token: its HTTP status and the code of its error, if any. */
export async function callWith(server: TestServer, token: string): Promise<[status: number, code: string | undefined]> {
  const { status, errors } = await server.graphql('{ __typename }', { token });
  return [status, errors?.[0]?.extensions.code];
}
