// @ts-check
/** TCP ports of the loopback address. */
import { createServer } from 'node:net';
import { Refusal } from './project.mjs';

/**
 * @param {number} port 0 for any free one
 * @returns {Promise<number>} the port, which was free a moment ago
 */
function probe(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}

/** @returns {Promise<number>} a port nobody listens on */
export function freePort() {
  return probe(0);
}

/**
 * Refuses with one sentence when a port cannot be listened on.
 * @param {number} port
 * @param {string} purpose what would listen there
 * @param {string} [setting] environment variable that chooses the port
 */
export async function requireFreePort(port, purpose, setting = 'PORT') {
  await probe(port).catch((error) => {
    const reason = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code})`;
    throw new Refusal(`Port ${port}, for ${purpose}, ${reason}: choose another, for example ${setting}=${port + 10}.`);
  });
}
