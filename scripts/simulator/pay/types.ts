import type { KeyObject } from 'node:crypto';

/** A merchant as WeChat Pay knows it: of its key pair the public half alone. */
export interface Merchant {
  readonly mchid: string;
  /** Shown to who pays. */
  readonly name: string;
  /** Of the certificate that holds `publicKey`. */
  readonly serialNo: string;
  readonly publicKey: KeyObject;
  /** 32 bytes, the one secret that both sides hold: notifications and certificates are encrypted with it. */
  readonly apiV3Key: string;
  /** The apps whose users may pay this merchant. */
  readonly appids: readonly string[];
  /** For contracts (委托代扣), which are of API v2. */
  readonly papay?: Papay;
  /** Notifies `http:` addresses of this machine too, which the demo needs and WeChat never does. */
  readonly plainLoopback: boolean;
}

/** What API v2 knows of a merchant who may let people sign contracts. */
export interface Papay {
  /** 32 letters and digits, the one secret that both sides hold. */
  readonly apiKey: string;
  readonly signType: 'MD5' | 'HMAC-SHA256';
  /** The template of its contracts. */
  readonly planId: string;
}

/** WeChat Pay's own private keys, one for each way in which merchants check its signatures. */
export interface PlatformKeys {
  /** `PUB_KEY_ID_` and digits; merchants in public-key mode know its public key by this id. */
  readonly publicKeyId: string;
  readonly publicKeyMode: KeyObject;
  readonly certificate: KeyObject;
}

/** Which of the platform's keys signs answers and notifications. */
export type SigningKey = 'public-key' | 'certificate';

/** How a signature comes out: as it should, spoilt, by the key of the other mode, or as WeChat's probe of verifiers. */
export type SignatureStyle = 'good' | 'bad' | 'other-key' | 'probe';

/** One notification on the wire. */
export interface Delivery {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}
