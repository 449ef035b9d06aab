import tseslint from 'typescript-eslint';
import { houseRules } from './platform/bin/lint-rules.mjs';

const code = ['**/*.{ts,js,mjs,cjs}'];
const specs = ['**/*.{spec,suite}.ts', '**/*-suite/**', '**/test-*.ts', '**/*-fixture.ts'];
const slices = 'services/*/src/{commands,queries,reactions,views,timers,routes,serves,sagas}/**';
const pureRooms = 'services/*/src/{domain,commands,queries,reactions,views}/**';

/** Who may read the environment: the wirings, and whatever only runs on a developer's machine. */
const wirings = [
  'platform/bin/**',
  'platform/src/{local,aws}/**',
  'cdk/**',
  'test/**',
  'load/**',
  'services/*/src/lambda.ts',
  '*.config.js',
];

/** What a manifest loads lazily has one default export; so have files that tools load. */
const defaultExporters = [
  slices,
  'services/*/src/authorizer.ts',
  'services/*/src/adapters/{ports,outside-ports}.ts',
  '*.config.js',
  'platform/bin/closing-line-reporter.mjs',
  'services/*/src/domain/**/libraries/*.d.ts',
];

const sizes = {
  'max-lines': ['error', 250],
  'max-lines-per-function': ['error', 60],
  // A switch counts once: an exhaustive one is a table, and the compiler checks it.
  complexity: ['error', { max: 8, variant: 'modified' }],
  'max-depth': ['error', 3],
  'max-params': ['error', 3],
};

const everywhere = {
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-restricted-exports': [
    'error',
    { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } },
  ],
  'house/named-file': 'error',
  'house/named-declaration': 'error',
  'house/zod-as-namespace': 'error',
  'house/no-module-mocks': 'error',
  'house/no-environment': 'error',
  'house/no-partial-runs': 'error',
  'house/title-states-a-fact': 'error',
};

const typescript = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/ban-ts-comment': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
};

/** These need the type checker, which costs most of the lint's time: only what no reader can see in one file. */
const typed = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

export default [
  {
    ignores: [
      '**/node_modules/',
      '.node/',
      '.cache/',
      '**/dist/',
      '**/coverage/',
      '**/cdk.out/',
      'data/',
      '**/fixtures/',
      'docs/',
      'contracts/src/pins/',
    ],
  },
  // No budget has an escape: a comment cannot switch a rule off.
  {
    files: code,
    linterOptions: { noInlineConfig: true },
    plugins: { house: houseRules, '@typescript-eslint': tseslint.plugin },
    rules: { ...sizes, ...everywhere },
  },
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, rules: typescript },
  {
    files: ['**/*.ts'],
    ignores: ['services/render/web/**'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  { files: [pureRooms], ignores: specs, rules: { 'house/no-catch': 'error' } },
  { files: defaultExporters, rules: { 'no-restricted-exports': 'off' } },
  { files: wirings, rules: { 'house/no-environment': 'off' } },
  { files: ['services/*/src/adapters/**'], rules: { 'house/no-module-mocks': 'off' } },
  // A describe block is a chapter, not a function.
  { files: specs, rules: { 'max-lines-per-function': 'off', 'max-lines': ['error', 300] } },
];
