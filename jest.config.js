/** One runner for every tier: specs lie beside what they describe, journeys under test/. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.node/', '<rootDir>/.cache/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }],
  },
  cacheDirectory: '<rootDir>/.cache/jest',
  // jest's own default leaves one core to the watcher, which on two cores is half the machine.
  maxWorkers: '100%',
  // Modules of specs that have run are never let go of; a worker that holds too many is replaced before it spends its time looking for garbage.
  workerIdleMemoryLimit: '1500MB',
  // A hang detector, not a bar: no test asserts on time.
  testTimeout: process.env.TARGET === 'template' ? 180_000 : 30_000,
  reporters: ['default', '<rootDir>/platform/bin/closing-line-reporter.mjs'],
};
