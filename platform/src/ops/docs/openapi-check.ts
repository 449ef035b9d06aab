/** The rules of OpenAPI 3.1 that a generated document can break. Answers what is wrong, each with its place in the document. */
type Place = string;
type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});
const listOf = (value: unknown): readonly Members[] => (Array.isArray(value) ? value.filter(isMembers) : []);

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const LOCATIONS = ['path', 'query', 'header', 'cookie'];

interface FoundOperation {
  readonly at: Place;
  readonly path: string;
  readonly operation: Members;
}

export const openApiProblems = (document: unknown): readonly string[] => {
  const root = membersOf(document);
  const operations = operationsOf(root);
  return [
    ...headProblems(root),
    ...pathProblems(Object.keys(membersOf(root['paths']))),
    ...operations.flatMap(({ at, path, operation }) => [
      ...parameterProblems(at, path, listOf(operation['parameters'])),
      ...responseProblems(at, membersOf(operation['responses'])),
      ...securityProblems(at, operation, root),
    ]),
    ...repeated(operations.map(({ operation }) => String(operation['operationId']))).map((id) => `operationId ${id} is used twice`),
    ...referenceProblems(root, root, '#'),
  ];
};

const operationsOf = (root: Members): readonly FoundOperation[] =>
  Object.entries(membersOf(root['paths'])).flatMap(([path, item]) =>
    Object.entries(membersOf(item)).map(([method, operation]) => ({ at: `${method} ${path}`, path, operation: membersOf(operation) })),
  );

const headProblems = (root: Members): readonly string[] => {
  const info = membersOf(root['info']);
  const wrongMethods = Object.entries(membersOf(root['paths'])).flatMap(([path, item]) =>
    Object.keys(membersOf(item))
      .filter((method) => !METHODS.includes(method))
      .map((method) => `${path}: ${method} is no method`),
  );
  return [
    ...(/^3\.1\.\d+$/.test(String(root['openapi'])) ? [] : ['openapi: the version is not 3.1']),
    ...['title', 'version'].filter((field) => typeof info[field] !== 'string').map((field) => `info: ${field} is missing`),
    ...wrongMethods,
  ];
};

/** Two templates that differ only in the names of their parameters are the same path. */
const pathProblems = (paths: readonly string[]): readonly string[] => [
  ...paths.filter((path) => !path.startsWith('/')).map((path) => `${path}: a path begins with a slash`),
  ...paths.filter((path) => /[{}]/.test(path.replaceAll(/\{\w+\}/g, ''))).map((path) => `${path}: a parameter is not closed`),
  ...repeated(paths.map((path) => path.replaceAll(/\{\w+\}/g, '{}'))).map((path) => `${path}: two templates are alike`),
];

const parameterProblems = (at: Place, path: string, parameters: readonly Members[]): readonly string[] => {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const inPath = parameters.filter((parameter) => parameter['in'] === 'path');
  const declared = inPath.map((parameter) => String(parameter['name']));
  return [
    ...named.filter((name) => !declared.includes(name)).map((name) => `${at}: the path parameter ${name} is not described`),
    ...declared.filter((name) => !named.includes(name)).map((name) => `${at}: ${name} is not in the path`),
    ...inPath
      .filter((parameter) => parameter['required'] !== true)
      .map((parameter) => `${at}: ${String(parameter['name'])} has to be required`),
    ...parameters
      .filter((parameter) => !LOCATIONS.includes(String(parameter['in'])))
      .map((parameter) => `${at}: ${String(parameter['name'])} is nowhere`),
    ...parameters
      .filter((parameter) => !isMembers(parameter['schema']))
      .map((parameter) => `${at}: ${String(parameter['name'])} has no schema`),
    ...repeated(parameters.map((parameter) => `${String(parameter['in'])} ${String(parameter['name'])}`)).map(
      (name) => `${at}: ${name} is there twice`,
    ),
  ];
};

const STATUS = /^([1-5](\d\d|XX)|default)$/;

const responseProblems = (at: Place, responses: Members): readonly string[] => [
  ...(Object.keys(responses).length === 0 ? [`${at}: there is no response`] : []),
  ...Object.keys(responses)
    .filter((status) => !STATUS.test(status))
    .map((status) => `${at}: ${status} is no status`),
  ...Object.entries(responses)
    .filter(([, response]) => typeof membersOf(response)['description'] !== 'string')
    .map(([status]) => `${at}: response ${status} is not described`),
];

const securityProblems = (at: Place, operation: Members, root: Members): readonly string[] => {
  const schemes = membersOf(membersOf(root['components'])['securitySchemes']);
  const used = listOf(operation['security']).flatMap((alternative) => Object.keys(alternative));
  return used.filter((name) => !(name in schemes)).map((name) => `${at}: the security scheme ${name} is not described`);
};

const pointed = (root: Members, pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, part) => membersOf(value)[part], root);

/** Every reference leads somewhere inside the document. */
const referenceProblems = (root: Members, value: unknown, at: Place): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => referenceProblems(root, item, `${at}/${index}`));
  if (!isMembers(value)) return [];
  const reference = value['$ref'];
  const leads = typeof reference !== 'string' || (reference.startsWith('#/') && pointed(root, reference) !== undefined);
  return [
    ...(leads ? [] : [`${at}: ${reference} leads nowhere`]),
    ...Object.entries(value).flatMap(([key, inner]) => referenceProblems(root, inner, `${at}/${key}`)),
  ];
};

const repeated = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];
