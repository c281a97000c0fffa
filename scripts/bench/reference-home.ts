/** The processes that the home query is compared with. Environment: PORT, DATABASE_URL, RUNGS_TOKEN_KEY, BENCH_KIND. */
import { readFileSync } from 'node:fs';
import { type FastifyInstance, fastify } from 'fastify';
import mercurius from 'mercurius';
import { openDatabaseOfEnvironment, runCommand } from '../../server/src/environment';
import { ProgramCatalogue } from '../../server/src/modules/programs';
import { createAccessTokens } from '../../server/src/platform/access-token';
import { systemClock } from '../../server/src/platform/clock';
import { coalesce } from '../../server/src/platform/database/coalesce';
import { toDate, toSafeInt } from '../../server/src/platform/database/values';
import { homeAnswer, SELECT_SESSIONS } from './home-answer';
import { SELECT_STATES, stateShown } from './journal-calls';
import { openRows, type SelectRows } from './rows';

type Row = Record<string, unknown>;

interface LookUps {
  session(id: string): Promise<Row | undefined>;
  state(memberId: number): Promise<Row | undefined>;
}

runCommand(async () => {
  const { PORT, DATABASE_URL = '', RUNGS_TOKEN_KEY = '', BENCH_KIND } = process.env;
  const programs = new ProgramCatalogue(await openDatabaseOfEnvironment({ migrate: false }), systemClock);
  const tokens = createAccessTokens(Buffer.from(RUNGS_TOKEN_KEY, 'hex'), systemClock);
  const select = openRows(DATABASE_URL);
  const lookUps = BENCH_KIND === 'merged' ? mergedLookUps(select) : ownLookUps(select);

  /** The row of the session that a token names, with its member, while the session stands. */
  async function authenticate(authorization: string | undefined): Promise<Row> {
    const claims = await tokens.verify(authorization?.replace(/^Bearer /, '') ?? '');
    if (claims.audience !== 'member') throw new Error('Not a member.');
    const row = await lookUps.session(claims.sessionId);
    if (!row || row.ended_at !== null || toDate(row.expires_at) <= new Date()) throw new Error('The session is over.');
    return row;
  }

  async function home(member: Row): Promise<object> {
    const now = new Date();
    const current = await programs.current();
    const row = await lookUps.state(toSafeInt(member.id));
    return homeAnswer(current.program, member, stateShown(current, row, toDate(member.joined_at), now), now);
  }

  const app = fastify({ logger: false });
  if (BENCH_KIND === 'mercurius') await mountMercurius(app, authenticate, home);
  else {
    app.get('/home', async (request) => ({ data: await home(await authenticate(request.headers.authorization)) }));
  }
  app.get('/readyz', async () => 'ready');
  await app.listen({ port: Number(PORT), host: '127.0.0.1' });
});

/** One query for each request. */
function ownLookUps(select: SelectRows): LookUps {
  return {
    session: async (id) => (await select(SELECT_SESSIONS, [id]))[0],
    state: async (memberId) => (await select(SELECT_STATES, [memberId]))[0],
  };
}

/** One query for what concurrent requests look up at the same time. */
function mergedLookUps(select: SelectRows): LookUps {
  const by = (column: string, rows: Row[]) => new Map(rows.map((row) => [row[column], row]));
  return {
    session: coalesce(
      async (ids: string[]) => by('session_id', await select(SELECT_SESSIONS, ids)) as Map<string, Row>,
    ),
    state: coalesce(async (ids: number[]) => by('member_id', await select(SELECT_STATES, ids)) as Map<number, Row>),
  };
}

/** Mercurius with compiled execution on the same contract; its two root fields are resolved by hand. */
async function mountMercurius(
  app: FastifyInstance,
  authenticate: (authorization: string | undefined) => Promise<Row>,
  home: (member: Row) => Promise<object>,
): Promise<void> {
  type Answers = { me: object; program: object };
  type Context = { answer?: Promise<Answers>; member: Row };
  const answerOf = (context: Context) => {
    context.answer ??= home(context.member) as Promise<Answers>;
    return context.answer;
  };
  await app.register(mercurius, {
    schema: readFileSync('schema.graphql', 'utf8'),
    resolvers: {
      Query: {
        me: async (_root: unknown, _arguments: unknown, context: unknown) => (await answerOf(context as Context)).me,
        program: async (_root: unknown, _arguments: unknown, context: unknown) =>
          (await answerOf(context as Context)).program,
      },
    },
    jit: 1,
    context: async (request) => ({ member: await authenticate(request.headers.authorization) }),
  });
}
