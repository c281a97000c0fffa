import { describeOnEachDatabase } from '../support/databases';
import { mutate, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

describeOnEachDatabase('sign-in codes', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
  });
  afterAll(() => server.close());

  const signIn = (code: string, channel = 'MINI_PROGRAM') => mutate(server, 'sessionCreate', { code, channel });

  /** Refused with this code, no session, and nothing written. */
  async function expectRefusal(
    code: string,
    expected: string,
    field: string[] | null,
    channel?: string,
  ): Promise<void> {
    const before = await tableRows(server.database);
    expect(refusalsOf(await signIn(code, channel))).toEqual([{ code: expected, field }]);
    expect(await tableRows(server.database)).toEqual(before);
  }

  it('work once', async () => {
    const code = await server.signInCode('somebody-new');
    expect(refusalsOf(await signIn(code))).toEqual([]);
    await expectRefusal(code, 'SIGN_IN_CODE_USED', ['code']);
  });

  it('are refused when unknown, empty, or made for another application', async () => {
    await expectRefusal('never-issued', 'SIGN_IN_CODE_INVALID', ['code']);
    await expectRefusal('', 'SIGN_IN_CODE_INVALID', ['code']);
    await expectRefusal(await server.signInCode('lin'), 'SIGN_IN_CODE_INVALID', ['code'], 'WEB');
  });

  it('live five minutes', async () => {
    const [inTime, tooLate] = [await server.signInCode('lin'), await server.signInCode('lin')];
    server.clock.advance({ minutes: 4, seconds: 59 });
    expect(refusalsOf(await signIn(inTime))).toEqual([]);
    server.clock.advance({ seconds: 1 });
    await expectRefusal(tooLate, 'SIGN_IN_CODE_INVALID', ['code']);
  });

  it.each([
    ['is busy', 'demo-fault:busy', 'PROVIDER_BUSY'],
    ['limits our calls', 'demo-fault:often', 'PROVIDER_BUSY'],
    ['refuses the user', 'demo-fault:risk', 'SIGN_IN_REFUSED'],
  ])('tell when WeChat %s', (_, code, expected) => expectRefusal(code, expected, null));

  it('tell when WeChat cannot be reached', async () => {
    await server.stopWeChat();
    await expectRefusal('demo:lin', 'PROVIDER_BUSY', null);
  });
});
