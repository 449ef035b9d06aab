import { describe, expect, it } from '@jest/globals';
import { openApiProblems } from './openapi-check.ts';

const operation = (over: object = {}) => ({
  operationId: 'wiki.ReadPage',
  parameters: [{ name: 'page', in: 'path', required: true, schema: { $ref: '#/components/schemas/PathText' } }],
  responses: { 200: { description: 'Done' } },
  security: [{ token: [] }],
  ...over,
});
const document = (over: object = {}, paths: object = { '/pages/{page}': { get: operation(over) } }) => ({
  openapi: '3.1.1',
  info: { title: 'wikibot', version: '1' },
  paths,
  components: { schemas: { PathText: { type: 'string' } }, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
});

describe('the check of an OpenAPI document', () => {
  it('passes one that is whole', () => {
    expect(openApiProblems(document())).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['another version', { ...document(), openapi: '3.0.3' }, 'not 3.1'],
    ['no title', { ...document(), info: { version: '1' } }, 'title is missing'],
    ['a parameter that is not described', document({ parameters: [] }), 'page is not described'],
    [
      'a parameter that is optional in the path',
      document({ parameters: [{ name: 'page', in: 'path', schema: {} }] }),
      'has to be required',
    ],
    ['a parameter without a schema', document({ parameters: [{ name: 'page', in: 'path', required: true }] }), 'has no schema'],
    ['no response', document({ responses: {} }), 'no response'],
    ['a response without a description', document({ responses: { 200: {} } }), 'not described'],
    ['a status that is none', document({ responses: { 2000: { description: '' } } }), 'no status'],
    ['a security scheme that is not described', document({ security: [{ magic: [] }] }), 'magic is not described'],
    ['a reference that leads nowhere', document({ requestBody: { $ref: '#/components/requestBodies/None' } }), 'leads nowhere'],
    [
      'an operation twice',
      document({}, { '/a': { get: operation({ parameters: [] }), put: operation({ parameters: [] }) } }),
      'used twice',
    ],
    ['a method that is none', document({}, { '/a': { fetch: operation({ parameters: [] }) } }), 'no method'],
    ['templates that are alike', document({}, { '/{a}': {}, '/{b}': {} }), 'two templates'],
    ['a greedy parameter', document({}, { '/{page+}': {} }), 'not closed'],
  ])('tells of %s', (_title, broken, problem) => {
    expect(openApiProblems(broken)).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });
});
