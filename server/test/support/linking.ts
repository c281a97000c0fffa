import { mutate } from './sessions';
import type { TestServer } from './test-server';

/** A program of ¥1 = 1 point = 1 growth, with two levels. */
export const linkingProgram = `
program: linking
name: Linking
timeZone: Asia/Shanghai
points:
  expiry: { after: P1D, endOf: year }
  pendingFor: P0D
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    window: { kind: rolling, months: 12 }
    validity: P1Y
    downgrade: { policy: oneStep, grace: P30D, atExpiry: none }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
      - { code: upper, name: Upper, threshold: 1000, color: "#222222" }
rules:
  - { code: order-points, on: order.completed, grant: { points: { perYuan: 1 } } }
  - { code: order-growth, on: order.completed, grant: { growth: { perYuan: 1 } } }
`;

/** What `memberLink` answers. */
export interface LinkAnswer {
  member: { id: string } | null;
  session: { accessToken: string; refreshToken: string } | null;
  mergeRequest: { id: string; state: string } | null;
}

/** A token for a reference of the partner. */
export async function linkToken(server: TestServer, partner: string, memberRef: string): Promise<string> {
  const options = { token: partner, selection: 'token expiresAt' };
  const { data } = await mutate<{ token: string }>(server, 'memberLinkTokenCreate', { memberRef }, options);
  return data.payload.token;
}

/** Joins what the token stands for to who is signed in. */
export const link = (server: TestServer, accessToken: string, token: string, idempotencyKey?: string) =>
  mutate<LinkAnswer>(
    server,
    'memberLink',
    { token, idempotencyKey },
    {
      token: accessToken,
      selection: 'member { id } session { accessToken refreshToken } mergeRequest { id state }',
    },
  );

/** What the signed-in member has. */
export interface Holdings {
  id: string;
  nickname: string;
  points: { available: number; debt: number };
  growth: { value: number };
}

/** The member who is signed in. */
export async function me(server: TestServer, token: string): Promise<Holdings> {
  const query = '{ me { id nickname points { available debt } growth { value } } }';
  return (await server.graphql<{ me: Holdings }>(query, { token })).data.me;
}

/** Merges two members as staff; the codes and messages of refusals, none when it is done. */
export async function merge(
  server: TestServer,
  survivorId: string,
  absorbedId: string,
  changes: object = {},
): Promise<{ code: string; message: string; field: string[] | null }[]> {
  const input = { survivorId, absorbedId, reason: 'The same person', ...changes };
  const { data } = await mutate(server, 'memberMerge', input, { token: 'demo-operator', selection: 'member { id }' });
  return data.payload.userErrors;
}
