// @ts-check
/**
 * Load over keep-alive connections, straight on sockets: whatever the client spends is missing to the server beside it
 * on the same machine. Every answer must be a 200.
 */
import { connect } from 'node:net';

/**
 * @typedef {object} LoadResult
 * @property {number} perSecond requests answered per second
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 */

/**
 * A request as it goes over the wire.
 * @param {string} url
 * @param {{ token: string, body?: string }} options POST with a body, GET without
 * @returns {Buffer}
 */
export function requestBytes(url, { token, body }) {
  const { host, pathname } = new URL(url);
  const lines = [
    `${body === undefined ? 'GET' : 'POST'} ${pathname} HTTP/1.1`,
    `host: ${host}`,
    'connection: keep-alive',
  ];
  lines.push('accept: application/graphql-response+json, application/json', `authorization: Bearer ${token}`);
  if (body !== undefined) {
    lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(body)}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
}

/** One connection that sends a request after the answer to the one before. */
class Client {
  /** @type {(() => void) | undefined} */
  answered;
  /** @type {((error: Error) => void) | undefined} */
  failed;
  /** @type {Buffer} */
  received = Buffer.alloc(0);

  /** @param {string} url */
  constructor(url) {
    const { hostname, port } = new URL(url);
    this.socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.socket.on('data', (chunk) => this.take(chunk));
    this.socket.on('error', (error) => this.failed?.(error));
    this.socket.on('close', () => this.failed?.(new Error('The server closed the connection.')));
  }

  /**
   * @param {Buffer} request
   * @returns {Promise<void>} when the whole answer is there
   */
  send(request) {
    return new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
      this.socket.write(request);
    });
  }

  /** @param {Buffer} chunk */
  take(chunk) {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
    if (this.received.length < end + 4 + length) return;
    const answer = this.received;
    this.received = Buffer.alloc(0);
    if (head.startsWith('HTTP/1.1 200 ') && !Number.isNaN(length)) return this.answered?.();
    this.failed?.(new Error(`An answer that is no 200 of known length: ${answer.toString().slice(0, 1000)}`));
  }

  close() {
    this.failed = undefined;
    this.socket.destroy();
  }
}

/**
 * As many requests as the server answers, or so many per second, each client with one under way at a time.
 * @param {object} options
 * @param {string} options.url of the server
 * @param {readonly Buffer[]} options.requests sent in turn
 * @param {number} options.clients
 * @param {number} options.seconds
 * @param {number} [options.perSecond] then latency counts from when a request was due, whether or not a client was free
 * @returns {Promise<LoadResult>}
 */
export async function runLoad({ url, requests, clients, seconds, perSecond }) {
  const connections = Array.from({ length: clients }, () => new Client(url));
  const startedAt = performance.now();
  const deadline = startedAt + seconds * 1000;
  /** @type {number[]} */
  const latencies = [];
  let sent = 0;
  const nextRequest = () => /** @type {Buffer} */ (requests[sent++ % requests.length]);
  const paced = async (/** @type {Client} */ client, /** @type {number} */ gapMs) => {
    for (;;) {
      const dueAt = startedAt + sent * gapMs;
      if (dueAt >= deadline) return;
      const request = nextRequest();
      const wait = dueAt - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      // Timers are late by up to a millisecond, which is ours and not the server's.
      const from = Math.max(dueAt, Math.min(performance.now(), dueAt + 1));
      await client.send(request);
      latencies.push(performance.now() - from);
    }
  };
  const unbounded = async (/** @type {Client} */ client) => {
    for (let from = performance.now(); from < deadline; ) {
      await client.send(nextRequest());
      const now = performance.now();
      latencies.push(now - from);
      from = now;
    }
  };
  try {
    const run = perSecond === undefined ? unbounded : (/** @type {Client} */ client) => paced(client, 1000 / perSecond);
    await Promise.all(connections.map(run));
  } finally {
    for (const connection of connections) connection.close();
  }
  const elapsed = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  const percentile = (/** @type {number} */ share) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
  return { perSecond: latencies.length / elapsed, p50: percentile(0.5), p99: percentile(0.99) };
}
