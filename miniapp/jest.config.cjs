/** Unit tests of the mini-app, beside the code. */
module.exports = {
  displayName: 'miniapp',
  rootDir: __dirname,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  // The real builds need a running stack: scripts/test.mjs runs them after the unit tests.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/weapp.test.ts', '<rootDir>/test/browser/'],
  testEnvironment: 'jsdom',
  // The browser's variant of a file stands for the pair, as it does for the type checker.
  moduleFileExtensions: ['h5.tsx', 'h5.ts', 'tsx', 'ts', 'cjs', 'js', 'json', 'node'],
  moduleNameMapper: {
    '^@/assets/.*\\.svg$': '<rootDir>/test/support/picture.ts',
    '\\.scss$': '<rootDir>/test/support/picture.ts',
    '^@/(.*)$': '<rootDir>/src/$1',
    '^@tarojs/taro$': '<rootDir>/test/support/taro.ts',
  },
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};
