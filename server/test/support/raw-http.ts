import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request as it goes over the wire: `fetch` adds headers of its own. */
export interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** The answer; `json` parses its body. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string | undefined>;
  text: string;
  json<T = { data?: unknown; errors?: { message: string; extensions: Record<string, unknown> }[] }>(): T;
}

/** Sends exactly these headers and bytes (besides `Host`, `Content-Length` and `Connection`). */
export async function rawRequest(url: string, { method = 'GET', headers, body }: RawRequest = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers, ...lengthOf(body) } }, async (response) => {
      const received = await text(response);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers as Record<string, string | undefined>,
        text: received,
        json: () => JSON.parse(received),
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function lengthOf(body: string | Buffer | undefined): Record<string, string> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
}
