import { gzipSync } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { FastifyInstance } from 'fastify';
import { type DemoCaller, signInBar } from './graphiql-sign-in';

const welcome = `# Rungs: choose above who you are, then press Ctrl-Enter.

# As a member:
query Me {
  me {
    nickname
    number
    growth { value }
    level { level { name } next { level { name } needed how } }
  }
}

# As staff:
query Members {
  members(first: 10) {
    edges { node { id nickname status level { level { name } } } }
    pageInfo { hasNextPage endCursor }
  }
}

# As staff: why somebody is on a level, down to the events.
query Why {
  member(ref: "lin") {
    level {
      level { name } validUntil keep { needed by }
      why {
        text cause programVersion score threshold windowStart
        entries(first: 10) { edges { node { at eventId type amountFen delta reason } } }
      }
    }
  }
}

# As staff: what waits for a second person.
query Waiting {
  adjustments(state: WAITING, first: 10) { edges { node { id kind delta reason proposedBy member { nickname } } } }
}

# As anybody:
query Program {
  program { name version tracks { name levels { name threshold } } }
}
`;

/**
 * `/graphiql`: GraphiQL with everything in the page, so that it works with no network, and a bar to sign in as staff,
 * partner or (in the demo) a member.
 */
export function mountGraphiql(app: FastifyInstance, demoCallers: DemoCaller[]): void {
  let page: Buffer | undefined;
  app.get('/graphiql', async (_request, reply) => {
    // 9 MB of script: put together and compressed when it is first wanted, then kept.
    page ??= gzipSync(pageFor(demoCallers));
    return reply
      .type('text/html; charset=utf-8')
      .header('content-encoding', 'gzip')
      .header('cache-control', 'no-cache')
      .send(page);
  });
}

function pageFor(demoCallers: DemoCaller[]): string {
  const html = renderGraphiQL({
    title: 'Rungs GraphiQL',
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    defaultQuery: welcome,
  });
  // The bar comes before GraphiQL's own script, because it puts the token on every request that GraphiQL makes.
  return html.replace('<div id="root"></div>', () => `${signInBar(demoCallers)}<div id="root"></div>`);
}
