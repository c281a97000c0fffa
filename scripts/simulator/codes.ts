import { type ErrCode, WeChatError } from './errors';
import type { SimulatorDeps, WebScope, WeChatUser } from './types';
import type { UserDirectory } from './users';

/** How long a code of any kind lives, in milliseconds. */
export const CODE_TTL_MS = 5 * 60 * 1000;

/** What a code may be exchanged for; a sign-in code is no phone code, which is a common mistake. */
export type CodeKind = 'login' | 'web' | 'phone';

/** What a code stands for. */
export interface Grant {
  readonly user: WeChatUser;
  /** Present for web codes. */
  readonly scope?: WebScope;
}

interface IssuedCode extends Grant {
  readonly kind: CodeKind;
  /** The app the code was made for; null where the maker did not say, then any app may exchange it. */
  readonly appid: string | null;
  readonly issuedAt: number;
  used: boolean;
}

const FAULTS: ReadonlyMap<string, ErrCode> = new Map([
  ['demo-fault:busy', -1],
  ['demo-fault:risk', 40226],
  ['demo-fault:often', 45011],
]);
const DEMO_PREFIX = 'demo:';

/** Issues one-time codes and takes them back. */
export class CodeBook {
  private readonly issued = new Map<string, IssuedCode>();

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'now' | 'random'>,
    private readonly users: UserDirectory,
  ) {}

  /** A fresh code for `grant.user`, good once and for five minutes. */
  issue(kind: CodeKind, appid: string | null, grant: Grant): string {
    this.forgetExpired();
    const code = this.deps.random(16).toString('hex');
    this.issued.set(code, { ...grant, kind, appid, issuedAt: this.deps.now(), used: false });
    return code;
  }

  /**
   * Exchanges a code. `demo:<key>` is always good for that person, `demo-fault:busy|risk|often` always fails as named.
   * @throws WeChatError 41008 empty, 40029 unknown, of another kind or app, or five minutes old, 40163 used
   */
  redeem(code: string, kind: CodeKind, appid: string): Grant {
    if (code === '') throw new WeChatError(41008);
    const fault = FAULTS.get(code);
    if (fault !== undefined) throw new WeChatError(fault);
    if (code.startsWith(DEMO_PREFIX)) return this.demoGrant(code.slice(DEMO_PREFIX.length));
    const entry = this.issued.get(code);
    if (!entry || entry.kind !== kind || (entry.appid !== null && entry.appid !== appid)) throw new WeChatError(40029);
    // Age comes before use, so that forgetting expired codes changes no answer.
    if (this.isExpired(entry)) throw new WeChatError(40029);
    if (entry.used) throw new WeChatError(40163);
    entry.used = true;
    return { user: entry.user, scope: entry.scope };
  }

  private demoGrant(key: string): Grant {
    const user = this.users.find(key);
    if (!user) throw new WeChatError(40029);
    return { user, scope: 'snsapi_userinfo' };
  }

  private isExpired(entry: IssuedCode): boolean {
    return this.deps.now() - entry.issuedAt >= CODE_TTL_MS;
  }

  private forgetExpired(): void {
    for (const [code, entry] of this.issued) if (this.isExpired(entry)) this.issued.delete(code);
  }
}
