import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import * as forge from 'node-forge';
import { pki } from 'node-forge';
import type { PlatformKeys } from './types';

const DAY_MS = 24 * 60 * 60 * 1000;
const CERTIFICATE_DAYS = 5 * 365;

/** SHA256 with RSA, base64. */
export function signatureOf(message: string, privateKey: KeyObject): string {
  return sign('sha256', Buffer.from(message), privateKey).toString('base64');
}

/** Whether `signature` (base64, written the one canonical way) is that of the owner of `publicKey`. */
export function isSignedBy(publicKey: KeyObject, message: Buffer, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  return bytes.toString('base64') === signature && verify('sha256', message, publicKey, bytes);
}

/** Fresh keys for a platform that nobody has to know beforehand, as in tests that ask for the certificates. */
export function makePlatformKeys(): PlatformKeys {
  const make = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  return { publicKeyId: 'PUB_KEY_ID_0100000000002025010100000000000001', publicKeyMode: make(), certificate: make() };
}

/** A certificate with what a merchant needs to know of it. */
export interface Certificate {
  readonly serialNo: string;
  readonly pem: string;
  readonly from: number;
  readonly until: number;
}

/** A self-signed certificate for a key, valid from the day before `now` for five years. The serial follows from the key. */
export function selfSigned(privateKey: KeyObject, now: number): Certificate {
  const publicPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  // The first digit is below 8, so that the number is positive without a byte of padding.
  const serialNo = `5${createHash('sha1').update(publicPem).digest('hex').slice(1)}`.toUpperCase();
  const from = now - DAY_MS;
  const until = from + CERTIFICATE_DAYS * DAY_MS;
  const certificate = pki.createCertificate();
  certificate.publicKey = pki.publicKeyFromPem(publicPem);
  certificate.serialNumber = serialNo.toLowerCase();
  certificate.validity.notBefore = new Date(from);
  certificate.validity.notAfter = new Date(until);
  const name = [
    { name: 'commonName', value: 'Tenpay.com Root CA (simulator)' },
    { name: 'organizationName', value: 'WeChat simulator' },
  ];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(
    pki.privateKeyFromPem(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    forge.md.sha256.create(),
  );
  return { serialNo, pem: pki.certificateToPem(certificate), from, until };
}
