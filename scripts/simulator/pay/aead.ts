import { createCipheriv } from 'node:crypto';

/** What is encrypted for a merchant, as notifications and `/v3/certificates` carry it. */
export interface Sealed {
  readonly algorithm: 'AEAD_AES_256_GCM';
  readonly nonce: string;
  readonly associated_data: string;
  readonly ciphertext: string;
}

/** AES-256-GCM with the API v3 key; the tag is the last 16 bytes of the ciphertext. `nonce` has 12 characters. */
export function seal(apiV3Key: string, nonce: string, associatedData: string, text: string): Sealed {
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce);
  cipher.setAAD(Buffer.from(associatedData));
  const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    nonce,
    associated_data: associatedData,
    ciphertext: bytes.toString('base64'),
  };
}
