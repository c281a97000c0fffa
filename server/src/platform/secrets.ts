import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { InvariantError } from './errors';

/** A new secret with 256 bits of randomness, safe in URLs and headers. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

// 32 signs that nobody takes for one another.
const CODE_SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A new random code of 8 signs (40 bits) for people to read out and type. */
export function newShortCode(): string {
  return [...randomBytes(8)].map((byte) => CODE_SIGNS[byte % CODE_SIGNS.length]).join('');
}

/**
 * What is stored of a secret made by `newSecret`: its SHA-256. A slow hash is for secrets that people choose; ours
 * cannot be guessed, and every call of a partner or staff member would pay for it.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a secret has this stored hash, in constant time. */
export function secretMatches(secret: string, storedHash: string): boolean {
  const given = Buffer.from(hashSecret(secret), 'hex');
  const stored = Buffer.from(storedHash, 'hex');
  return given.length === stored.length && timingSafeEqual(given, stored);
}

const TAG_BYTES = 16;

/** Where an encrypted value lives: bound to the ciphertext, so that it cannot be moved to another row or column. */
export interface FieldPlace {
  table: string;
  column: string;
  rowId: number;
}

/** Encrypts personal data for storage and makes the blind index by which it is found again. */
export interface FieldCipher {
  encrypt(plaintext: string, place: FieldPlace): string;
  decrypt(stored: string, place: FieldPlace): string;
  /** HMAC-SHA256 of the value under its own key: equal values have equal indexes, nothing else can be read from it. */
  blindIndex(plaintext: string): string;
}

/**
 * AES-256-GCM with a key id in front, so that keys can be rotated: `<keyId>.<nonce>.<ciphertext and tag>` in base64url.
 * Throws InvariantError when the value was tampered with or belongs elsewhere.
 */
export function createFieldCipher(masterKey: Buffer, keyId = 'k1'): FieldCipher {
  // Two purposes, two keys, both derived from the one that is configured.
  const derive = (purpose: string) => createHmac('sha256', masterKey).update(`rungs field ${purpose}`).digest();
  const encryptionKey = derive('encryption');
  const indexKey = derive('index');
  const associatedData = (place: FieldPlace) => Buffer.from(`${place.table}|${place.column}|${place.rowId}`);
  return {
    encrypt(plaintext, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce).setAAD(associatedData(place));
      const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [keyId, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
    },
    decrypt(stored, place) {
      const [storedKeyId, nonce, sealed] = partsOf(stored);
      if (storedKeyId !== keyId) throw new InvariantError(`No key "${storedKeyId}" for a field.`);
      try {
        // The length of the tag is fixed: Node would take a shorter one, which can be guessed.
        const options = { authTagLength: TAG_BYTES };
        const decipher = createDecipheriv('aes-256-gcm', encryptionKey, fromBase64url(nonce), options);
        const bytes = fromBase64url(sealed);
        decipher.setAAD(associatedData(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        throw new InvariantError(`A field of ${place.table}.${place.column} does not decrypt.`);
      }
    },
    blindIndex: (plaintext) => createHmac('sha256', indexKey).update(plaintext).digest('hex'),
  };
}

function partsOf(stored: string): [keyId: string, nonce: string, sealed: string] {
  const parts = stored.split('.');
  if (parts.length !== 3) throw new InvariantError('A field does not hold a ciphertext.');
  return parts as [string, string, string];
}

/** Strict: of the several spellings of the same bytes only the one that we write is taken. */
function fromBase64url(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new InvariantError('Not base64url.');
  return bytes;
}

/** A phone number for display and logs: the first three and last four digits, `138****1234`. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
