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
const internet = '^platform/src/internet/';

const sliceRooms = '(commands|queries|reactions|views|timers|routes|serves|sagas|tools)';
/** Rooms whose slices are entered by the kernel, each from its own side; views and queries are for asking. */
const enteredRooms = '(commands|reactions|timers|routes|serves|sagas)';
const own = (place) => `^services/$1/src/${place}`;
const inService = (place) => `^services/([^/]+)/src/${place}`;
const ownPorts = own('ports(\\.ts$|/)');
const ownRefusals = own('refusals\\.ts$');

const pureLibraries = {
  render: ['markdown-it[^/]*', '@mdit/[^/]+', 'sanitize-html', 'highlight\\.js', 'katex'],
  wiki: ['diff', 'node-diff3'],
  search: ['stemmer'],
};

// A hash is a pure function of its text, and git names everything by one; what is random in node:crypto stays behind the port `Ids`.
const hashing = core('crypto');

// How tables order keys; a rule that orders likewise must not have an order of its own.
const byteOrder = '^platform/src/kernel/utf8-order\\.ts$';

// An embedded search engine keeps SQLite files of its own: what keeps a table's file safe and explains its faults holds for them too.
const sqliteFiles = '^platform/src/local/sqlite-connection\\.ts$';

// What the server draws first the browser draws again: one set of templates, texts and tree, pure and free of what only Node has.
const sharedWithBrowser = '^services/render/src/domain/(templates|texts|tree)/';

const domainOf = (service, libraries) => ({
  room: `${service}-domain`,
  of: `^services/(${service})/src/domain/`,
  may: [own('domain/'), ownRefusals, contracts, page, zod, hashing, byteOrder, ...(libraries.length > 0 ? [library(...libraries)] : [])],
});

/** `node: true` means every module that Node brings. */
const rooms = [
  { room: 'contracts', of: '^contracts/', may: [contracts, zod] },
  { room: 'page', of: page, may: [page, zod, hashing, library('yaml')] },
  { room: 'kernel', of: kernel, may: [kernel, page, contracts, zod, core('crypto', 'async_hooks', 'timers/promises')] },
  { room: 'local', of: local, may: [local, kernel, internet, page, contracts, zod, library('better-sqlite3', 'jsonata')], node: true },
  { room: 'aws', of: aws, may: [aws, kernel, internet, page, contracts, zod, library('@aws-sdk/[^/]+', '@smithy/[^/]+')], node: true },
  { room: 'internet', of: internet, may: [internet, kernel, library('ipaddr\\.js')], node: true },
  { room: 'ops', of: ops, may: [ops, kernel, page, contracts, zod], node: true },
  ...Object.entries(pureLibraries).map(([service, libraries]) => domainOf(service, libraries)),
  domainOf(`(?!${Object.keys(pureLibraries).join('/|')}/)[^/]+`, []),
  { room: 'refusals', of: inService('refusals\\.ts$'), may: [own('domain/'), contracts, page, zod] },
  { room: 'ports', of: inService('ports(\\.ts$|/)'), may: [ownPorts, own('domain/'), contracts, kernel, page, zod] },
  {
    room: 'slices',
    of: inService(`(${sliceRooms}/|authorizer\\.ts$)`),
    may: [own('domain/'), ownPorts, ownRefusals, own(`${sliceRooms}/`), contracts, kernel, page, zod],
  },
  {
    room: 'adapters',
    of: inService('adapters/'),
    may: [own('adapters/'), own('domain/'), ownPorts, ownRefusals, contracts, kernel, page, sqliteFiles, anyLibrary],
    node: true,
  },
  { room: 'manifest', of: inService('manifest(\\.ts$|/)'), may: [own(''), contracts] },
  { room: 'lambda', of: inService('lambda\\.ts$'), may: [own('manifest\\.ts$'), contracts, kernel, aws] },
  { room: 'browser', of: '^services/(render)/web/', may: ['^services/render/web/', sharedWithBrowser, anyLibrary] },
].map(({ room, of, may, node = false }) => ({
  name: room.includes('domain') ? 'domain-imports-only-what-it-may' : `${room}-imports-only-what-it-may`,
  of,
  to: { pathNot: may, ...(node ? { dependencyTypesNot: ['core'] } : {}) },
}));

const further = [
  {
    name: 'manifest-loads-slices-lazily',
    comment:
      'Reading a manifest must not load the code behind it: its own types, refusals, saga definitions and the names of their steps (plain tables) aside, write `() => import(…)`.',
    of: inService('manifest(\\.ts$|/)'),
    to: {
      path: own(''),
      pathNot: [ownRefusals, own('manifest/'), own('sagas/(.*\\.json|[^/]+-steps\\.ts)$')],
      dynamic: false,
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'slices-share-code-within-their-room',
    comment:
      'Slices of one room may share steps, as all commands that write a page do. What two rooms both do is a rule (domain/), a need (ports) or a view; a slice is not called from another room.',
    of: inService(`${enteredRooms}/`),
    to: { path: own(`${enteredRooms}/`), pathNot: own('$2/'), dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'refusals-borrow-types-only',
    comment: 'A refusal may carry what a rule found; it must not run the rule, whose file may import the refusals.',
    of: inService('refusals\\.ts$'),
    to: { path: own('domain/'), dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'browser-shares-nothing-of-node',
    comment: 'These folders are bundled for the browser too.',
    of: sharedWithBrowser,
    to: { dependencyTypes: ['core'] },
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
    except: ['^(cdk|test|load)/', '^platform/bin/', '^services/all\\.ts$', '^services/[^/]+/src/lambda\\.ts$'],
    to: { path: '^services/[^/]+/src/manifest\\.ts$' },
  },
  {
    name: 'no-cycles',
    comment: 'Types that speak of each other are gone when the code runs: only a circle in which every import is of code has no beginning.',
    of: '.',
    withSpecs: true,
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  { name: 'every-import-is-found', of: '.', withSpecs: true, to: { couldNotResolve: true, pathNot: '^aws-lambda$' } },
  {
    name: 'every-package-is-declared',
    of: '^(contracts|services)/|^platform/src/',
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
];

/** Specs, suites and what only they use may reach further: a fake is a real adapter. */
const specs = ['\\.(spec|suite|arbitrary)\\.ts$', '-suite/', '/fixtures/', '/doubles/', '/test-[^/]+\\.ts$', '[-.]fixture\\.ts$'];

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
