import type { TestServer } from './test-server';

/** What a member reads in the message centre: `KIND body`, the oldest first. */
export async function inboxOf(server: TestServer, token: string, language = 'en'): Promise<string[]> {
  type Answer = { me: { notifications: { edges: { node: { kind: string; body: string } }[] } } };
  const query = '{ me { notifications(first: 100) { edges { node { kind body } } } } }';
  const { data, errors } = await server.graphql<Answer>(query, { token, language });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.me.notifications.edges.map(({ node }) => `${node.kind} ${node.body}`).reverse();
}

/** Moves the demo's clock, which runs what falls due and hands out what it led to. */
export async function moveClock(server: TestServer, advance: string): Promise<void> {
  const response = await fetch(`${server.url}/demo/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance }),
  });
  if (response.status !== 200) throw new Error(await response.text());
}
