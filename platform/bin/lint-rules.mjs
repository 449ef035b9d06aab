/** Our own lint rules: shapes of syntax that are banned in some rooms, and names. */
import path from 'node:path';

const ban = (selector, message) => ({
  meta: { type: 'problem', schema: [], messages: { banned: message } },
  create: (context) => ({ [selector]: (node) => context.report({ node, messageId: 'banned' }) }),
});

const testFunction = '/^(describe|it|test)$/';

const bans = {
  'zod-as-namespace': ban(
    'ImportDeclaration[source.value="zod"][importKind!="type"] > :matches(ImportSpecifier[importKind!="type"], ImportDefaultSpecifier)',
    "write `import * as z from 'zod'`: the named import pulls every locale into the bundle",
  ),
  'no-module-mocks': ban(
    'CallExpression[callee.object.name="jest"][callee.property.name=/^(mock|doMock|unstable_mockModule|setMock|spyOn|replaceProperty)$/]',
    'pass a real in-memory adapter as the parameter; nothing is mocked behind its back',
  ),
  'no-catch': ban('CatchClause', 'rooms of pure code and slices let faults through: return a refusal, or let the kernel retry'),
  'no-environment': ban(
    ':matches(MemberExpression[object.name="process"][property.name="env"], ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name="env"])',
    'configuration is a parameter; only the two wirings read the environment',
  ),
  'no-partial-runs': ban(
    `:matches(CallExpression[callee.name=/^(fit|fdescribe|xit|xtest|xdescribe)$/], CallExpression[callee.object.name=${testFunction}][callee.property.name=/^(only|skip|todo|failing)$/], CallExpression > MemberExpression.callee > MemberExpression.object[object.name=${testFunction}][property.name=/^(only|skip|failing)$/])`,
    'every test runs; one that needs something of the machine chooses by condition: `(chromium ? describe : describe.skip)(…)`',
  ),
  'title-states-a-fact': ban(
    'CallExpression[callee.name=/^(it|test)$/] > Literal:first-child[value=/\\bshould\\b/i]',
    'a title states what happens, in the present tense without "should"',
  ),
};

/** Say nothing wherever they stand; as a head word they say nothing about what they head. */
const emptyWords = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'managers', 'misc', 'common']);
/** Fine with a neighbour (`account-data`, `handleRequest`), empty alone. */
const loneWords = new Set(['data', 'info', 'process', 'handle']);

const isEmptyName = (words) => emptyWords.has(words.at(-1)) || (words.length === 1 && loneWords.has(words[0]));

const wordsOf = (identifier) =>
  identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_]+/);

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const faultOfSegment = (segment) => {
  const stem = segment.replace(/^\./, '').split('.')[0];
  if (!kebab.test(stem)) return `"${segment}" is not kebab-case`;
  return isEmptyName(stem.split('-')) ? `"${segment}" says nothing about what it holds` : undefined;
};

const namedFile = {
  meta: { type: 'problem', schema: [], messages: { bad: '{{fault}}' } },
  create: (context) => ({
    Program(node) {
      const segments = path.relative(context.cwd, context.filename).split(path.sep);
      const fault = segments.map(faultOfSegment).find(Boolean);
      if (fault) context.report({ node, loc: { line: 1, column: 0 }, messageId: 'bad', data: { fault } });
    },
  }),
};

const namedDeclaration = {
  meta: { type: 'problem', schema: [], messages: { bad: '"{{name}}" says nothing about what it does' } },
  create(context) {
    const judge = (id) => {
      if (id?.type === 'Identifier' && isEmptyName(wordsOf(id.name)))
        context.report({ node: id, messageId: 'bad', data: { name: id.name } });
    };
    return {
      'FunctionDeclaration, ClassDeclaration': (node) => judge(node.id),
      'VariableDeclarator[init.type=/^(ArrowFunctionExpression|FunctionExpression|ClassExpression)$/]': (node) => judge(node.id),
    };
  },
};

export const houseRules = { rules: { ...bans, 'named-file': namedFile, 'named-declaration': namedDeclaration } };
