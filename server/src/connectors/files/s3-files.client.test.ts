import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createS3Files } from './s3-files.client';

const KEYS = { accessKey: 'AKTEST', secretKey: 'a secret / of + ours', region: 'cn-north-1', bucket: 'rungs-media' };
const NOW = Date.parse('2026-03-01T04:05:06.789Z');

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/** Signature version 4 by the words of its documentation: what a request should have been signed with. */
function signatureOf({ method = '', url = '', headers }: IncomingMessage, body: Buffer): string {
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const at = String(headers['x-amz-date']);
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}\n`);
  const request = [method, url.split('?')[0], '', lines.join(''), signed, sha256(body)].join('\n');
  const scope = `${at.slice(0, 8)}/${KEYS.region}/s3/aws4_request`;
  const key = [KEYS.region, 's3', 'aws4_request'].reduce<Buffer>(
    (made, part) => hmac(made, part),
    hmac(`AWS4${KEYS.secretKey}`, at.slice(0, 8)),
  );
  const signature = hmac(key, ['AWS4-HMAC-SHA256', at, scope, sha256(request)].join('\n')).toString('hex');
  return `AWS4-HMAC-SHA256 Credential=${KEYS.accessKey}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
}

describe('files in a store that speaks S3', () => {
  const stored = new Map<string, Buffer>();
  let store: Server;
  let endpoint: string;
  let busy = 0;
  const dates: string[] = [];

  beforeAll(async () => {
    store = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const { method, url = '', headers } = request;
      dates.push(String(headers['x-amz-date']));
      const isSigned = /SignedHeaders=host;(.*;)?x-amz-content-sha256;x-amz-date/.test(headers.authorization ?? '');
      const fits =
        headers['x-amz-content-sha256'] === sha256(body) && headers.authorization === signatureOf(request, body);
      if (busy > 0) {
        busy -= 1;
        response.writeHead(503).end('SlowDown');
      } else if (!isSigned || !fits) response.writeHead(403).end(`SignatureDoesNotMatch ${headers.authorization}`);
      else if (method === 'PUT') {
        stored.set(url, body);
        response.writeHead(200).end();
      } else {
        const found = stored.get(url);
        response.writeHead(found ? 200 : 404).end(found ?? '<Code>NoSuchKey</Code>');
      }
    });
    await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(store.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => store.close(resolve)));

  const files = (over: object = {}) => createS3Files({ ...KEYS, endpoint, wallNow: () => NOW, ...over });
  const bytes = Buffer.from([0, 255, 10, 13, 128]);

  it('are kept and read by requests that are signed, their bytes as well, with the time that we say', async () => {
    expect(await files().get('picture.png')).toBeUndefined();
    await files().put('picture.png', bytes);
    expect([...stored.keys()]).toEqual(['/rungs-media/picture.png']);
    expect(await files().get('picture.png')).toEqual(bytes);
    expect(new Set(dates)).toEqual(new Set(['20260301T040506Z']));
  });

  it('are asked for again while the store is busy', async () => {
    busy = 2;
    await files().put('again.png', bytes);
    expect(stored.get('/rungs-media/again.png')).toEqual(bytes);
  });

  it('are not lost in silence: what the store refuses throws, without the secret', async () => {
    const wrong = files({ secretKey: 'another secret' });
    await expect(wrong.put('refused.png', bytes)).rejects.toThrow('The file store answered 403 to PUT.');
    await expect(wrong.get('picture.png')).rejects.toThrow('The file store answered 403 to GET.');
    expect(stored.has('/rungs-media/refused.png')).toBe(false);
  });
});
