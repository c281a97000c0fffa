import type { PaymentParams } from '../../src/connectors/payment/payment';
import { describeOnEachDatabase } from '../support/databases';
import { plansProgram } from '../support/plans';
import { mutate, refusalsOf } from '../support/sessions';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(120_000);

const SELECTED = `subscription { id state periodEnd autoRenewState payment { state amountFen } }
  paymentParams { appId timeStamp nonceStr package signType paySign }`;

describeOnEachDatabase('plans of members', (kind) => {
  let server: TestServer;
  let token: string;
  let keys = 0;
  beforeAll(async () => {
    server = await startTestServer(kind, { program: plansProgram });
    token = (await server.signIn('lin')).accessToken;
  });
  afterAll(() => server.close());

  it('begin when they are paid', async () => {
    const input = { idempotencyKey: `c-${++keys}`, planCode: 'month', agreementVersion: '2026-01' };
    const answer = await mutate<{ subscription: { id: string; state: string }; paymentParams: PaymentParams }>(
      server,
      'subscriptionCheckout',
      input,
      { token, selection: SELECTED },
    );
    expect([answer.errors, refusalsOf(answer)]).toEqual([undefined, []]);
    const { subscription, paymentParams } = answer.data.payload;
    expect(subscription).toMatchObject({ state: 'PENDING' });
    await server.payDesk.pay({ ...paymentParams, channel: 'jsapi' } as PaymentParams);
    await server.runPayTimers();
    const { data } = await server.graphql('{ me { subscription { state periodEnd plan { code name } periods { number paidFen } } } }', { token });
    expect(data).toEqual({});
  });
});
