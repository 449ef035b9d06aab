/**
 * Who may import whom: a whitelist for each room of the house. What is not listed is forbidden.
 * `$1` is the service that a file belongs to.
 */
const library = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;
const core = (...names) => `^(node:)?(${names.join('|')})$`;

const anyLibrary = '(^|/)node_modules/';
const zod = library('zod');
const contracts = '^contracts/src/';
const kernel = '^platform/src/kernel/';
const page = '^platform/src/page/';
const local = '^platform/src/local/';
const aws = '^platform/src/aws/';
const ops = '^platform/src/ops/';

const sliceRooms = '(commands|queries|reactions|views|timers|routes|serves|sagas)';
const own = (place) => `^services/$1/src/${place}`;
const inService = (place) => `^services/([^/]+)/src/${place}`;
const ownPorts = own('ports(\\.ts$|/)');
const ownRefusals = own('refusals\\.ts$');

const pureLibraries = {
  render: ['markdown-it[^/]*', '@mdit/[^/]+', 'sanitize-html', 'highlight\\.js', 'katex'],
  wiki: ['node-diff3'],
};

const domainOf = (service, libraries) => ({
  room: `${service}-domain`,
  of: `^services/(${service})/src/domain/`,
  may: [own('domain/'), ownRefusals, contracts, page, zod, ...(libraries.length > 0 ? [library(...libraries)] : [])],
});

/** `node: true` means every module that Node brings. */
const rooms = [
  { room: 'contracts', of: '^contracts/', may: [contracts, zod] },
  { room: 'page', of: page, may: [page, zod, library('yaml')] },
  { room: 'kernel', of: kernel, may: [kernel, page, contracts, zod, core('crypto', 'async_hooks', 'timers/promises')] },
  { room: 'local', of: local, may: [local, kernel, page, contracts, zod, library('better-sqlite3', 'jsonata')], node: true },
  { room: 'aws', of: aws, may: [aws, kernel, page, contracts, zod, library('@aws-sdk/[^/]+', '@smithy/[^/]+')], node: true },
  { room: 'ops', of: ops, may: [ops, kernel, page, contracts, zod], node: true },
  ...Object.entries(pureLibraries).map(([service, libraries]) => domainOf(service, libraries)),
  domainOf(`(?!${Object.keys(pureLibraries).join('/|')}/)[^/]+`, []),
  { room: 'refusals', of: inService('refusals\\.ts$'), may: [contracts, zod] },
  { room: 'ports', of: inService('ports(\\.ts$|/)'), may: [ownPorts, own('domain/'), contracts, kernel, page, zod] },
  {
    room: 'slices',
    of: inService(`(${sliceRooms}/|authorizer\\.ts$)`),
    may: [own('domain/'), ownPorts, ownRefusals, own(`${sliceRooms}/`), contracts, kernel, page, zod],
  },
  {
    room: 'adapters',
    of: inService('adapters/'),
    may: [own('adapters/'), own('domain/'), ownPorts, ownRefusals, contracts, kernel, page, anyLibrary],
    node: true,
  },
  { room: 'manifest', of: inService('manifest\\.ts$'), may: [own(''), contracts] },
  { room: 'lambda', of: inService('lambda\\.ts$'), may: [own('manifest\\.ts$'), contracts, kernel, aws] },
  { room: 'browser', of: '^services/(render)/web/', may: ['^services/render/web/', anyLibrary] },
].map(({ room, of, may, node = false }) => ({
  name: room.includes('domain') ? 'domain-imports-only-what-it-may' : `${room}-imports-only-what-it-may`,
  of,
  to: { pathNot: may, ...(node ? { dependencyTypesNot: ['core'] } : {}) },
}));

const further = [
  {
    name: 'manifest-loads-slices-lazily',
    comment:
      'Reading a manifest must not load the code behind it: its own types, refusals and saga definitions aside, write `() => import(…)`.',
    of: inService('manifest\\.ts$'),
    to: { path: own(''), pathNot: [ownRefusals, own('sagas/.*\\.json$')], dynamic: false, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'slices-share-types-only',
    comment: 'What two slices both do is a rule (domain/), a need (ports) or a view; a slice is not called by another.',
    of: inService('(commands|reactions|timers|routes|serves|sagas)/'),
    to: { path: own('(commands|reactions|timers|routes|serves|sagas)/'), dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-service-imports-another',
    comment: 'Services talk by facts and requests on the bus. What both need is a contract.',
    of: '^services/([^/]+)/',
    withSpecs: true,
    to: { path: '^services/[^/]+/', pathNot: '^services/$1/' },
  },
  {
    name: 'services-are-entered-by-their-manifest',
    of: '^(contracts|platform|cdk|test|load)/|^services/[^/]+\\.ts$',
    to: { path: '^services/[^/]+/', pathNot: '^services/[^/]+/src/manifest\\.ts$' },
  },
  {
    name: 'only-interpreters-read-manifests',
    of: '.',
    except: ['^(cdk|test|load)/', '^platform/bin/', '^services/all\\.ts$'],
    to: { path: '^services/[^/]+/src/manifest\\.ts$' },
  },
  { name: 'no-cycles', of: '.', withSpecs: true, to: { circular: true } },
  { name: 'every-import-is-found', of: '.', withSpecs: true, to: { couldNotResolve: true } },
  {
    name: 'every-package-is-declared',
    of: '^(contracts|services)/|^platform/src/',
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
];

/** Specs, suites and what only they use may reach further: a fake is a real adapter. */
const specs = ['\\.(spec|suite|arbitrary)\\.ts$', '-suite/', '/fixtures/', '/test-[^/]+\\.ts$', '-fixture\\.ts$'];

module.exports = {
  forbidden: [...rooms, ...further].map(({ name, comment, of, to, withSpecs = false, except = [] }) => ({
    name,
    severity: 'error',
    ...(comment ? { comment } : {}),
    from: { path: of, pathNot: [...(withSpecs ? [] : specs), ...except] },
    to,
  })),
  options: {
    doNotFollow: { path: ['node_modules'] },
    exclude: { path: ['/dist/', '\\.cache/', 'cdk\\.out/'] },
    // Imports of types count: a type of another room is knowledge of another room.
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
