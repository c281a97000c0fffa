import { inTransaction } from '../../src/platform/database/unit-of-work';
import { hashSecret } from '../../src/platform/secrets';
import { executableSchema } from '../../src/schema';
import { describeOnEachDatabase } from '../support/databases';
import { rootFields } from '../support/minimal-document';
import { connectSocket } from '../support/socket-client';
import { startTestServer, type TestServer } from '../support/test-server';

const audiences = ['anonymous', 'member', 'partner', 'scopeless', 'viewer', 'operator', 'admin'] as const;
type Caller = (typeof audiences)[number];

/** Who may select which root field. Written by hand: opening a field to somebody changes a line here. */
const TABLE: Record<string, readonly Caller[]> = {
  'query node': ['member', 'partner', 'viewer', 'operator', 'admin'],
  'query program': audiences,
  'query couponsOnOffer': audiences,
  'query me': ['member'],
  'query member': ['partner', 'viewer', 'operator', 'admin'],
  'query members': ['viewer', 'operator', 'admin'],
  'query event': ['partner'],
  'query levelReviews': ['viewer', 'operator', 'admin'],
  'query adjustments': ['viewer', 'operator', 'admin'],
  'query partners': ['viewer', 'operator', 'admin'],
  'query mergeRequests': ['viewer', 'operator', 'admin'],
  'query referrals': ['viewer', 'operator', 'admin'],
  'query programVersions': ['viewer', 'operator', 'admin'],
  'mutation programValidate': ['viewer', 'operator', 'admin'],
  'mutation programPublish': ['admin'],
  'mutation programRollback': ['admin'],
  'query programSimulation': ['viewer', 'operator', 'admin'],
  'query programSimulations': ['viewer', 'operator', 'admin'],
  'mutation programSimulate': ['operator', 'admin'],
  'mutation programSimulationCancel': ['operator', 'admin'],
  'mutation thresholdsPropose': ['operator', 'admin'],
  'mutation sessionCreate': audiences,
  'mutation sessionRefresh': audiences,
  'mutation sessionRevoke': ['member'],
  'mutation memberUpdate': ['member'],
  'mutation memberPhoneBind': ['member'],
  'mutation memberBlock': ['operator', 'admin'],
  'mutation memberUnblock': ['operator', 'admin'],
  'mutation notificationMarkRead': ['member'],
  'mutation messageConsentRecord': ['member'],
  'mutation levelReviewDecide': ['operator', 'admin'],
  'mutation memberLinkTokenCreate': ['partner'],
  'mutation memberLink': ['member'],
  'mutation memberMerge': ['operator', 'admin'],
  'mutation mergeRequestReject': ['operator', 'admin'],
  'mutation eventsRecord': ['partner'],
  'mutation appOpenRecord': ['member'],
  'mutation shareRecord': ['member'],
  'mutation taskRewardClaim': ['member'],
  'mutation checkInCreate': ['member'],
  'mutation checkInMakeUp': ['member'],
  'mutation checkoutQuote': ['partner'],
  'mutation familyInvite': ['member'],
  'mutation familyAccept': ['member'],
  'mutation familyLeave': ['member'],
  'mutation familyRemove': ['member'],
  'mutation pointsHold': ['partner'],
  'mutation pointsHoldCapture': ['partner'],
  'mutation pointsHoldRelease': ['partner'],
  'mutation pointsRedemptionReturn': ['partner'],
  'mutation couponClaim': ['member'],
  'mutation couponLock': ['partner'],
  'mutation couponUnlock': ['partner'],
  'mutation couponRedeem': ['partner'],
  'mutation couponReturn': ['partner'],
  'mutation couponGrant': ['operator', 'admin'],
  'mutation benefitConsume': ['partner'],
  'mutation benefitReturn': ['partner'],
  'mutation benefitGrant': ['operator', 'admin'],
  'mutation walletRechargeRecord': ['partner'],
  'mutation walletRecharge': ['member'],
  'mutation walletRechargePaymentResume': ['member'],
  'mutation walletSpend': ['partner'],
  'mutation walletSpendReturn': ['partner', 'operator', 'admin'],
  'mutation walletRechargeRefund': ['partner', 'operator', 'admin'],
  'mutation pointsAdjust': ['operator', 'admin'],
  'mutation growthAdjust': ['operator', 'admin'],
  'mutation levelSet': ['operator', 'admin'],
  'mutation adjustmentApprove': ['operator', 'admin'],
  'mutation adjustmentReject': ['operator', 'admin'],
  'query mallProducts': audiences,
  'query mallCategories': audiences,
  'query mallProduct': audiences,
  'query mallOrderQuote': ['member'],
  'query mallStockAlerts': ['viewer', 'operator', 'admin'],
  'query operations': ['viewer', 'operator', 'admin'],
  'query paymentBills': ['viewer', 'operator', 'admin'],
  'mutation subscriptionCheckout': ['member'],
  'mutation subscriptionPaymentResume': ['member'],
  'mutation subscriptionCancel': ['member'],
  'mutation subscriptionAutoRenewSign': ['member'],
  'mutation subscriptionAutoRenewCancel': ['member'],
  'mutation subscriptionPlanChange': ['member'],
  'mutation subscriptionRefundRequest': ['member'],
  'mutation subscriptionCodeRedeem': ['member'],
  'query planFigures': ['viewer', 'operator', 'admin'],
  'query planRefundRequests': ['viewer', 'operator', 'admin'],
  'mutation planGrant': ['operator', 'admin'],
  'mutation planComplaintRecord': ['operator', 'admin'],
  'mutation planCodesCreate': ['operator', 'admin'],
  'mutation subscriptionRefundDecide': ['operator', 'admin'],
  'mutation subscriptionAutoRenewStop': ['operator', 'admin'],
  'mutation mallCategorySave': ['operator', 'admin'],
  'mutation mallProductCreate': ['operator', 'admin'],
  'mutation mallProductUpdate': ['operator', 'admin'],
  'mutation mallProductPublish': ['operator', 'admin'],
  'mutation mallProductUnpublish': ['operator', 'admin'],
  'mutation stockAdjust': ['operator', 'admin'],
  'mutation addressCreate': ['member'],
  'mutation addressUpdate': ['member'],
  'mutation addressDelete': ['member'],
  'mutation mallOrderPlace': ['member'],
  'mutation mallOrderPaymentResume': ['member'],
  'mutation mallOrderCancel': ['member', 'operator', 'admin'],
  'mutation mallOrderConfirmReceipt': ['member', 'operator', 'admin'],
  'mutation mallOrderReturnRequest': ['member'],
  'mutation mallOrderReturnDecide': ['operator', 'admin'],
  'mutation mallOrderRefund': ['operator', 'admin'],
  'mutation mallOrderShip': ['operator', 'admin'],
  'mutation mallOrderFulfil': ['operator', 'admin'],
  'mutation cardCodesImport': ['operator', 'admin'],
  'mutation cardCodeReveal': ['member'],
  'mutation cardCodeReopen': ['operator', 'admin'],
  'mutation tagAssign': ['operator', 'admin'],
  'mutation tagRemove': ['operator', 'admin'],
  'mutation partnerCreate': ['admin'],
  'mutation partnerSecretRotate': ['admin'],
  'subscription memberUpdated': ['member'],
  'subscription orderUpdated': ['member'],
};

/** The token of each caller; a new one for members, because a call may end the session. */
async function tokenOf(server: TestServer, caller: Caller): Promise<string | undefined> {
  switch (caller) {
    case 'anonymous':
      return undefined;
    case 'member':
      // Signing in is dear to somebody unknown: what they may spend comes back with time.
      server.clock.advance({ seconds: 10 });
      return (await server.signIn('lin')).accessToken;
    case 'partner':
      return server.partnerToken();
    case 'scopeless':
      return scopelessToken(server);
    default:
      return `demo-${caller}`;
  }
}

/** A token of a partner that was granted nothing. */
async function scopelessToken(server: TestServer): Promise<string> {
  const response = await fetch(`${server.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'no-scopes', client_secret: 'secret' }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

const addPartner = (server: TestServer, clientId: string, scopes: string[]) =>
  inTransaction(server.database, (tx) =>
    tx.query(
      'INSERT INTO partner (client_id, name, secret_hash, scopes, created_at, secret_version) VALUES (?, ?, ?, ?, ?, 1)',
      [clientId, clientId, hashSecret('secret'), JSON.stringify(scopes), '2026-03-01 00:00:00.000'],
    ),
  );

describe('every root field, as every caller', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer('SQLite', { demo: false });
    await addPartner(server, 'no-scopes', []);
  });
  afterAll(() => server.close());

  const fields = rootFields(executableSchema());
  it('has a line in the table, and the table has no other lines', () => {
    expect(fields.map(({ operation, name }) => `${operation} ${name}`).sort()).toEqual(Object.keys(TABLE).sort());
  });

  const cases = fields.flatMap((field) => audiences.map((caller) => ({ ...field, caller })));
  it.each(cases)('$operation $name as $caller', async ({ operation, name, document, caller }) => {
    const token = await tokenOf(server, caller);
    const answer =
      operation === 'subscription' ? await overSocket(document, token) : await server.graphql(document, { token });
    const codes = answer.errors?.map(({ extensions }) => extensions.code) ?? [];
    const isAllowed = TABLE[`${operation} ${name}`]?.includes(caller);
    const refused = caller === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN';
    if (!isAllowed) expect([codes, answer.data]).toEqual([[refused], undefined]);
    else for (const code of ['UNAUTHENTICATED', 'FORBIDDEN']) expect(codes).not.toContain(code);
  });

  type Answer = { data?: unknown; errors?: { extensions: { code: string } }[] };
  /** HTTP cannot subscribe. Who is let in hears nothing, as nothing happens: asked for by a query on the same socket. */
  async function overSocket(document: string, token: string | undefined): Promise<Answer> {
    const socket = connectSocket(server, token);
    if (token === undefined) {
      const { code, reason } = await socket.closed;
      return { errors: [{ extensions: { code: code === 4401 ? reason : String(code) } }] };
    }
    const subscribed = socket.subscribe(document);
    await socket.once('{ __typename }');
    const errors = subscribed.ended?.error as Answer['errors'];
    await socket.close();
    return { errors };
  }
});

describe('the schema itself', () => {
  const documents = [
    '{ __schema { queryType { name } } }',
    '{ ...F } fragment F on Query { __type(name: "Query") { name } }',
  ];
  it.each([
    [true, ['anonymous', 'member', 'partner', 'scopeless', 'viewer']],
    [false, ['partner', 'scopeless', 'viewer']],
  ] as const)('with demo: %s is for %s', async (demo, readers) => {
    const server = await startTestServer('SQLite', { demo });
    await addPartner(server, 'no-scopes', []);
    for (const caller of ['anonymous', 'member', 'partner', 'scopeless', 'viewer'] as const) {
      const token = await tokenOf(server, caller);
      for (const document of documents) {
        const { errors } = await server.graphql(document, { token });
        expect([caller, errors === undefined]).toEqual([caller, (readers as readonly Caller[]).includes(caller)]);
      }
    }
    await server.close();
  });
});

describeOnEachDatabase('whose data it is', (kind) => {
  let server: TestServer;
  let partner: string;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    server = await startTestServer(kind);
    partner = await server.partnerToken();
    await server.signIn('stranger');
    type Listed = { members: { edges: { node: { id: string; nickname: string } }[] } };
    const { data } = await server.graphql<Listed>('{ members(first: 100) { edges { node { id nickname } } } }', {
      token: 'demo-viewer',
    });
    for (const { node } of data.members.edges) ids[node.nickname] = node.id;
    // Another partner, with a reference of its own for a member whom the demo's partner does not know.
    await addPartner(server, 'another', ['members:read']);
    await inTransaction(server.database, async (tx) => {
      const [{ id: partnerId }] = await tx.query("SELECT id FROM partner WHERE client_id = 'another'");
      const [{ id: memberId }] = await tx.query("SELECT id FROM member WHERE nickname = '微信用户'");
      const identity = [`partner:${partnerId}`, 'theirs', memberId];
      await tx.query('INSERT INTO identity (provider, subject, member_id) VALUES (?, ?, ?)', identity);
    });
  });
  afterAll(() => server.close());

  const NOT_THERE = 'mbr_nothing1';
  const byNode = (id = '', token?: string) =>
    server.graphql('query ($id: ID!) { node(id: $id) { id ... on Member { nickname growth { value } } } }', {
      token,
      variables: { id },
    });
  const byId = (id = '', token?: string) =>
    server.graphql('query ($id: ID!) { member(id: $id) { id nickname } }', { token, variables: { id } });
  const byRef = (ref: string, token?: string) =>
    server.graphql('query ($ref: String!) { member(ref: $ref) { id ref nickname } }', { token, variables: { ref } });

  /** What is left of an answer when the bill is put aside: it tells how much was read. */
  const told = ({ status, data, errors }: Awaited<ReturnType<typeof byNode>>) => ({ status, data, errors });

  it('shows members themselves, and nobody else', async () => {
    const { accessToken: token } = await server.signIn('lin');
    expect((await byNode(ids.林小满, token)).data).toMatchObject({ node: { id: ids.林小满, nickname: '林小满' } });
    const missing = told(await byNode(NOT_THERE, token));
    expect(missing).toEqual({ status: 200, data: { node: null }, errors: undefined });
    expect(told(await byNode(ids.陈一舟, token))).toEqual(missing);
  });

  it('shows partners whom they have a reference of, by id, node and reference', async () => {
    expect((await byRef('lin', partner)).data).toEqual({ member: { id: ids.林小满, ref: 'lin', nickname: '林小满' } });
    expect((await byId(ids.林小满, partner)).data).toEqual({ member: { id: ids.林小满, nickname: '林小满' } });
    expect((await byNode(ids.林小满, partner)).data).toMatchObject({ node: { id: ids.林小满 } });
  });

  it('shows partners no difference between a stranger and nobody', async () => {
    const nobody = { status: 200, data: { member: null }, errors: undefined };
    expect(told(await byId(ids.微信用户, partner))).toEqual(nobody);
    expect(told(await byId(NOT_THERE, partner))).toEqual(nobody);
    expect(told(await byRef('theirs', partner))).toEqual(nobody);
    expect(told(await byRef('nobodys', partner))).toEqual(nobody);
    // A name at WeChat is no reference.
    expect(told(await byRef('o-mini-lin', partner))).toEqual(nobody);
    // Databases disagree about white space at the end, so it is refused before one is asked.
    expect((await byRef('lin ', partner)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const nothing = { status: 200, data: { node: null }, errors: undefined };
    for (const id of [ids.微信用户, NOT_THERE, 'prt_nothing1', 'x', ''])
      expect(told(await byNode(id, partner))).toEqual(nothing);
  });

  it('bills partners for a stranger as for nobody', async () => {
    const [stranger, nobody] = [await byId(ids.微信用户, partner), await byId(NOT_THERE, partner)];
    expect(stranger.extensions?.cost?.actual).toBe(nobody.extensions?.cost?.actual);
  });

  it('shows staff everybody', async () => {
    expect((await byNode(ids.微信用户, 'demo-viewer')).data).toMatchObject({ node: { nickname: '微信用户' } });
    expect((await byRef('theirs', 'demo-viewer')).data).toEqual({
      member: { id: ids.微信用户, ref: null, nickname: '微信用户' },
    });
  });

  it('keeps what is for fewer from those who see the member, on every path', async () => {
    for (const field of [
      'member(ref: "lin") { phoneMasked }',
      `node(id: "${ids.林小满}") { ... on Member { phoneMasked } }`,
    ]) {
      const answer = await server.graphql(`{ ${field} }`, { token: partner });
      expect([answer.status, answer.errors?.[0]?.extensions.code, answer.data]).toEqual([403, 'FORBIDDEN', undefined]);
    }
  });

  it('lets who signs in see themselves in the same answer, whoever they were before', async () => {
    const document = `mutation { sessionCreate(input: { code: "demo:lin" }) { member { ...Card } } }
      fragment Card on Member { nickname phoneMasked level { level { code } } growth { value } ref }`;
    for (const token of [undefined, partner]) {
      const { data } = await server.graphql(document, { token });
      expect(data).toMatchObject({ sessionCreate: { member: { nickname: '林小满', growth: { value: 10_800 } } } });
    }
    expect((await server.graphql('{ me { nickname } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('wants exactly one of id and ref', async () => {
    for (const list of ['', '(id: "a", ref: "b")', '(id: null)']) {
      const { errors } = await server.graphql(`{ member${list} { id } }`, { token: partner });
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});
