// @ts-check
/** A throw-away MariaDB server on the loopback address, for tests and development. Its data is gone when it stops. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ended, runCommand, startChild, stopChildren } from './children.mjs';
import { freePort } from './ports.mjs';
import { Refusal } from './project.mjs';

const READY_TIMEOUT_MS = 30_000;
const POLL_MS = 50;

/**
 * @typedef {object} Database
 * @property {string} url a DATABASE_URL
 * @property {() => Promise<void>} stop ends the server and removes its data
 * @property {Promise<never>} died rejects with a Refusal when the server ends
 */

/**
 * Finds a program as the shell would. Debian keeps servers in sbin, which is not in everybody's path.
 * @param {string[]} names the first found wins
 * @returns {string | undefined} its absolute path
 */
export function findProgram(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @returns {boolean} whether `startMariadb` has what it needs */
export function isMariadbInstalled() {
  return findProgram('mariadbd', 'mysqld') !== undefined && findProgram('mariadb-install-db') !== undefined;
}

/**
 * Who the server runs as: it refuses to be root unless told so.
 * @returns {string[]}
 */
function userOption() {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

/** @param {string} folder an empty data folder */
async function createTables(folder) {
  const installer = /** @type {string} */ (findProgram('mariadb-install-db'));
  const options = ['--no-defaults', ...userOption(), `--datadir=${folder}`];
  const auth = ['--auth-root-authentication-method=normal', '--skip-test-db'];
  const { code, tail } = await runCommand(installer, [...options, ...auth]);
  if (code !== 0) throw new Refusal(`mariadb-install-db failed (${code}): see its last lines.\n${tail}`);
}

/**
 * @param {string} folder
 * @param {number} port
 * @returns {string[]}
 */
function serverOptions(folder, port) {
  return [
    '--no-defaults',
    ...userOption(),
    `--datadir=${folder}`,
    `--socket=${join(folder, 's.sock')}`,
    `--pid-file=${join(folder, 'pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    // Nothing here outlives the process, so no commit waits for the disk.
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-doublewrite=0',
    '--innodb-flush-method=nosync',
    // A file for each of the tables of each test's database is most of the time that making it takes.
    '--innodb-file-per-table=0',
    '--sync-binlog=0',
    '--innodb-log-file-size=16M',
    '--innodb-buffer-pool-size=128M',
    '--max-connections=300',
  ];
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    // The server speaks first; hanging up without a word would count against this host, hence `destroy` after it.
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}

/** @param {number} port */
async function waitUntilReady(port) {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!(await answers(port))) {
    if (performance.now() > deadline) throw new Refusal(`MariaDB did not answer within ${READY_TIMEOUT_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/**
 * Starts a server with one empty database, `rungs`, and the user root without a password.
 * @param {{ port?: number }} [options] a random free port unless given
 * @returns {Promise<Database>}
 */
export async function startMariadb({ port } = {}) {
  const program = findProgram('mariadbd', 'mysqld');
  if (!program || !isMariadbInstalled()) {
    throw new Refusal('MariaDB is not installed: apt-get install mariadb-server, or docker compose up database.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'rungs-mariadb-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.on('exit', remove);
  try {
    await createTables(folder);
    const chosen = port ?? (await freePort());
    /** @type {string[]} */
    const lines = [];
    const server = startChild(program, serverOptions(folder, chosen), { onLine: (line) => lines.push(line) });
    const died = ended(server).then(({ code }) => {
      throw new Refusal(`MariaDB stopped (${code}): see its last lines.\n${lines.slice(-10).join('\n')}`);
    });
    died.catch(() => undefined);
    await Promise.race([waitUntilReady(chosen), died]);
    createDatabase(folder);
    return {
      url: `mariadb://root@127.0.0.1:${chosen}/rungs`,
      stop: async () => {
        await stopChildren([server]);
        remove();
      },
      died,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** @param {string} folder */
function createDatabase(folder) {
  const client = findProgram('mariadb', 'mysql');
  if (!client) throw new Refusal('The mariadb client is not installed: apt-get install mariadb-client.');
  const socket = `--socket=${join(folder, 's.sock')}`;
  execFileSync(client, ['--no-defaults', '-uroot', socket, '-e', 'CREATE DATABASE rungs'], { stdio: 'pipe' });
}
