import {
  constants,
  createDecipheriv,
  createPublicKey,
  createSign,
  createVerify,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';

const TAG_BYTES = 16;

/** SHA256 with RSA (PKCS #1 v1.5) over lines that each end in a line feed, in base64. */
export function signLines(privateKey: KeyObject, lines: readonly string[]): string {
  return createSign('RSA-SHA256').update(linesOf(lines)).sign(rsa(privateKey), 'base64');
}

/** Whether a signature over such lines is this key's. */
export function isSigned(publicKey: KeyObject, lines: readonly (string | Buffer)[], signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  // Of the spellings of the same bytes only the canonical one.
  if (bytes.toString('base64') !== signature) return false;
  const verify = createVerify('RSA-SHA256');
  for (const line of lines) verify.update(line).update('\n');
  return verify.verify(rsa(publicKey), bytes);
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

function rsa(key: KeyObject) {
  return { key, padding: constants.RSA_PKCS1_PADDING };
}

/** An encrypted part of an answer or notification (`AEAD_AES_256_GCM`). */
export interface SealedResource {
  ciphertext: string;
  nonce: string;
  associatedData: string;
}

/** Decrypts with the merchant's API v3 key of 32 bytes; the tag is the last 16. Throws when anything was changed. */
export function unseal(apiV3Key: Buffer, { ciphertext, nonce, associatedData }: SealedResource): string {
  const sealed = Buffer.from(ciphertext, 'base64');
  if (sealed.toString('base64') !== ciphertext || sealed.length < TAG_BYTES)
    throw new Error('Not base64 of a message.');
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, Buffer.from(nonce, 'utf8'), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(associatedData, 'utf8')).setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** The public key of a platform certificate, and from when to when it is good. */
export function readCertificate(pem: string): { key: KeyObject; from: number; until: number } {
  const certificate = new X509Certificate(pem);
  return {
    key: certificate.publicKey,
    from: Date.parse(certificate.validFrom),
    until: Date.parse(certificate.validTo),
  };
}

/** A public key from PEM. Throws for anything else. */
export function readPublicKey(pem: string): KeyObject {
  return createPublicKey(pem);
}
