import type { Delivery, Merchant, PlatformKeys } from './pay/types';
import type { VirtualAccount } from './virtual-pay/types';

/** A person who exists in the simulated WeChat. */
export interface WeChatUser {
  /** Short name by which demos and tests call this person, e.g. `lin`. */
  readonly key: string;
  /** What this person's openids and unionid end in; differs from `key` only where the key is not plain ASCII. */
  readonly stem: string;
  readonly nickname: string;
  /** One line under the nickname on the authorisation page. */
  readonly remark: string;
  /** Path on the simulator; answers that leave the simulator make it absolute. */
  readonly avatarUrl: string;
  /** Mainland number without country code, always fictitious. */
  readonly phone: string;
}

/** An app registered with the simulated WeChat. A mini-program signs in by code, a web app by the authorisation page. */
export interface WeChatApp {
  readonly appid: string;
  readonly secret: string;
  readonly kind: 'mini' | 'web';
  readonly name: string;
  /** An openid is this prefix and the user's stem, so one person has another openid in every app, as in WeChat. */
  readonly openidPrefix: string;
}

/** The account of a merchant at Kuaidi100. */
export interface CourierAccount {
  readonly customer: string;
  readonly key: string;
}

/** Everything the simulator takes from outside, so that a test decides what time it is and what a code looks like. */
export interface SimulatorDeps {
  readonly users: readonly WeChatUser[];
  readonly apps: readonly WeChatApp[];
  /** Who is paid through WeChat Pay. */
  readonly merchants: readonly Merchant[];
  /** WeChat Pay's own keys, asked for once, when first needed. */
  readonly platform: () => PlatformKeys;
  /** The account of a mini-program that sells digital goods; without, it sells none. */
  readonly virtualPay?: VirtualAccount;
  /** Whose parcels Kuaidi100 tells of. */
  readonly courier: CourierAccount;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** By which contracts count their days, where that is another clock. */
  readonly ruleNow?: () => number;
  /** That many bytes; codes and tokens are made of them and must not repeat. */
  readonly random: (bytes: number) => Buffer;
  /** Runs `task` after that many milliseconds; a test holds it back. */
  readonly schedule: (milliseconds: number, task: () => void) => void;
  /** Sends a notification to an app's server; the status of the answer. */
  readonly deliver: (delivery: Delivery) => Promise<number>;
  /** Receives one line a request, without query string, because queries carry secrets. */
  readonly log: (line: string) => void;
}

/** Scopes of web authorisation: the openid alone, or the profile as well. */
export type WebScope = 'snsapi_base' | 'snsapi_userinfo';
