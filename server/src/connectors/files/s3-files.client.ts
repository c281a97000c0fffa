import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { S3Settings } from '../../platform/s3-settings';
import type { FileStore } from './file-store';

const TIMEOUT_MS = 10_000;
/** Beside the first attempt, after ever longer pauses: a store is busy now and then. */
const RETRIES = 2;

/** A store that speaks S3, and the wall clock, in milliseconds. */
export interface S3FilesSettings extends S3Settings {
  wallNow(): number;
}

/**
 * Files in a bucket, which is named in the path: so do all stores, also those that are reached by an address without a
 * domain. Names must be plain. The key must be allowed to read, write and list the bucket: without the last, a store
 * answers for what is not there as for what is forbidden. Throws when the store does not do what it was asked for.
 */
export function createS3Files({ endpoint, bucket, region, accessKey, secretKey, wallNow }: S3FilesSettings): FileStore {
  const client = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: 's3',
    region,
    retries: RETRIES,
  });
  const call = (method: 'GET' | 'PUT', name: string, body?: Buffer) =>
    client.fetch(`${endpoint}/${bucket}/${name}`, {
      method,
      body: body && new Uint8Array(body),
      // The bytes are signed, too: over plain HTTP nobody can exchange them on the way.
      headers: { 'x-amz-content-sha256': sha256(body ?? '') },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      aws: { datetime: new Date(wallNow()).toISOString().replace(/[:-]|\.\d{3}/g, '') },
    });
  return {
    async put(name, bytes) {
      const response = await call('PUT', name, bytes);
      await response.arrayBuffer();
      if (!response.ok) throw failed('PUT', response.status);
    },
    async get(name) {
      const response = await call('GET', name);
      const bytes = Buffer.from(await response.arrayBuffer());
      if (response.status === 404) return undefined;
      if (!response.ok) throw failed('GET', response.status);
      return bytes;
    },
  };
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');

/** Without a word of the answer: some stores repeat the request in it. */
const failed = (method: string, status: number) => new Error(`The file store answered ${status} to ${method}.`);
