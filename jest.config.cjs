// @ts-check
/**
 * Test projects. `unit` needs nothing; `database` runs on SQLite and, when there is one, on MariaDB; `weapp` and
 * `browser` need running demos, whose addresses scripts/test.mjs passes in RUNGS_URL.
 */
const { existsSync, readFileSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const { join } = require('node:path');

const { $schema: _, ...swcOptions } = JSON.parse(readFileSync(join(__dirname, '.swcrc'), 'utf8'));

/** Packages without a CommonJS build: compiled like our own sources. */
const ESM_ONLY = ['jose', 'temporal-polyfill', 'temporal-utils', 'temporal-spec'];

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/miniapp/dist/', '<rootDir>/artifacts/'],
  transform: { '^.+\\.[cm]?[jt]s$': ['@swc/jest', { ...swcOptions, swcrc: false }] },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`],
};

const projects = [
  {
    ...shared,
    displayName: 'unit',
    testMatch: [
      '<rootDir>/server/src/**/*.test.ts',
      '<rootDir>/server/test/schema/**/*.test.ts',
      '<rootDir>/scripts/**/*.test.ts',
    ],
  },
  {
    ...shared,
    displayName: 'database',
    testMatch: ['<rootDir>/server/test/**/*.test.ts'],
    testPathIgnorePatterns: ['/node_modules/', '<rootDir>/server/test/schema/'],
    globalSetup: '<rootDir>/scripts/lib/jest-databases-setup.mjs',
    globalTeardown: '<rootDir>/scripts/lib/jest-databases-teardown.mjs',
  },
];

if (process.env.RUNGS_URL) {
  const onLane = { ...shared, setupFiles: ['<rootDir>/miniapp/test/support/lane.ts'] };
  projects.push(
    { ...onLane, displayName: 'weapp', testMatch: ['<rootDir>/miniapp/test/weapp.test.ts'] },
    { ...onLane, displayName: 'browser', testMatch: ['<rootDir>/miniapp/test/browser/*.test.ts'] },
  );
}

const miniapp = join(__dirname, 'miniapp');
const hasMiniapp = existsSync(join(miniapp, 'jest.config.cjs')) && existsSync(join(miniapp, 'node_modules'));

module.exports = {
  projects: [...projects, ...(hasMiniapp ? ['<rootDir>/miniapp/jest.config.cjs'] : [])],
  // One more than cores: the tests of databases and of killed servers wait for others much of their time.
  maxWorkers: Math.min(4, availableParallelism() + 1),
  // Each test file leaves modules behind in its worker; a heap of gigabytes spends its time on collecting them.
  workerIdleMemoryLimit: '1500MB',
  // A busy machine may take long to make a database; what hangs is still found.
  testTimeout: 60_000,
};
