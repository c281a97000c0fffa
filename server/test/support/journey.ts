import { record, type SentEvent, told } from './events';
import { mutate } from './sessions';
import { tableRows } from './table-rows';
import type { TestServer } from './test-server';

const DAY_MS = 86_400_000;

/** Why a ledger's line is there, as the interface tells. */
interface Line {
  delta: number;
  kind: string;
  reason: string;
  why: { rule: string | null; source: string | null; eventId: string | null };
}
const LINE = 'delta kind reason why { rule source eventId }';

/** A line in short: `+50 任务奖励 (task verify-name)`, with the rule, source or event behind it. */
function inShort({ delta, reason, why }: Line): string {
  const { rule, source, eventId } = why;
  const because = [rule, source, eventId].filter((part) => part !== null).join(' ');
  return `${delta > 0 ? '+' : ''}${delta} ${reason}${because && ` (${because})`}`;
}

/** Somebody who lives with the program: what they do in the app, and what they see there. */
export class Journey {
  private keys = 0;
  partner = '';

  constructor(readonly server: TestServer) {}

  /** Lets whole days pass, each with the nightly run and what follows from it. */
  async days(count: number): Promise<void> {
    for (let day = 0; day < count; day++) {
      this.server.clock.moveTo(new Date(this.server.clock.businessNow().getTime() + DAY_MS));
      await this.server.nightly();
      await this.dispatch();
    }
  }

  /** Signs somebody in who is new, by the code of an invitation if there is one, and links the partner's reference. */
  async join(ref: string, inviteCode?: string): Promise<string> {
    const input = { code: `demo:${ref}`, inviteCode };
    type Created = { session: { accessToken: string } };
    const { data } = await mutate<Created>(this.server, 'sessionCreate', input, {
      selection: 'session { accessToken }',
    });
    const token = data.payload.session.accessToken;
    const made = await this.do<{ token: string }>('memberLinkTokenCreate', { memberRef: ref }, this.partner, 'token');
    await this.do('memberLink', { token: made.token }, token, 'member { id }');
    return token;
  }

  /** A mutation that must succeed, with a key of its own when it takes one; what it answers. */
  async do<T = object>(name: string, input: object, token: string, selection = ''): Promise<T> {
    const { codes, payload } = await this.call<T>(name, input, token, selection);
    if (codes.length > 0) throw new Error(`${name} refused: ${codes.join(', ')}.`);
    return payload;
  }

  /** The code with which a mutation is refused, when nothing in any table has changed by it. */
  async refused(name: string, input: object, token: string, selection = ''): Promise<string | undefined> {
    const before = JSON.stringify(await tableRows(this.server.database));
    const { codes } = await this.call(name, input, token, selection);
    if (JSON.stringify(await tableRows(this.server.database)) !== before) throw new Error('A refusal changed a table.');
    return codes[0];
  }

  /** Until nothing waits: what one effect leads to may have effects of its own. */
  private async dispatch(): Promise<void> {
    for (let turn = 0; turn < 5; turn++) if ((await this.server.dispatch()).handled === 0) return;
    throw new Error('The outbox does not become empty.');
  }

  private async call<T>(name: string, input: object, token: string, selection: string) {
    this.keys += 1;
    const keyed = KEYLESS.includes(name) ? input : { idempotencyKey: `journey-${this.keys}`, ...input };
    const answer = await mutate<T>(this.server, name, { ...keyed }, { token, selection });
    if (!answer.data) throw new Error(JSON.stringify(answer));
    await this.dispatch();
    return { payload: answer.data.payload, codes: answer.data.payload.userErrors.map(({ code }) => code) };
  }

  /** What the partner tells; all of it must be applied. */
  async tell(...events: SentEvent[]): Promise<void> {
    const statuses = told((await record(this.server, this.partner, events)).results);
    if (statuses.some((status) => status !== 'APPLIED')) throw new Error(`Told: ${statuses.join(', ')}.`);
    await this.dispatch();
  }

  /** What somebody sees of themselves. */
  async me<T>(token: string, selection: string): Promise<T> {
    const { data, errors } = await this.server.graphql<{ me: T }>(`{ me { ${selection} } }`, { token });
    if (errors) throw new Error(JSON.stringify(errors));
    return data.me;
  }

  /** The lines of an account, oldest first, in short. */
  async lines(token: string, account: 'points' | 'growth' | 'wallet'): Promise<string[]> {
    const node = account === 'wallet' ? `part line { ${LINE} }` : LINE;
    const list = `${account} { entries(first: 100) { edges { node { ${node} } } } }`;
    type Node = Line & { part?: string; line?: Line };
    const seen = await this.me<Record<string, { entries: { edges: { node: Node }[] } }>>(token, list);
    const nodes = (seen[account]?.entries.edges ?? []).map(({ node }) => node).reverse();
    return nodes.map((node) => (node.line ? `${node.part} ${inShort(node.line)}` : inShort(node)));
  }

  /** The coupons of somebody, latest first: `silver-20 AVAILABLE (gift silver-pack)`. */
  async coupons(token: string): Promise<string[]> {
    type Node = { state: string; source: string; template: { code: string } };
    const list = 'coupons(first: 20) { edges { node { state source template { code } } } }';
    const { coupons } = await this.me<{ coupons: { edges: { node: Node }[] } }>(token, list);
    return coupons.edges.map(({ node: { state, source, template } }) => `${template.code} ${state} (${source})`);
  }

  /** The id of the coupon of a template that somebody can use. */
  async couponId(token: string, template: string): Promise<string> {
    type Node = { id: string; template: { code: string } };
    const list = 'coupons(first: 20, state: AVAILABLE) { edges { node { id template { code } } } }';
    const { coupons } = await this.me<{ coupons: { edges: { node: Node }[] } }>(token, list);
    const found = coupons.edges.find(({ node }) => node.template.code === template);
    if (!found) throw new Error(`There is no ${template}.`);
    return found.node.id;
  }

  /** What can be spent and what waits. */
  async points(token: string): Promise<[available: number, pending: number]> {
    type Seen = { points: { available: number; pending: number } };
    const { points } = await this.me<Seen>(token, 'points { available pending }');
    return [points.available, points.pending];
  }
}

const KEYLESS = ['memberLinkTokenCreate', 'appOpenRecord'];
