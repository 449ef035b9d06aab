import { describe, expect, it } from '@jest/globals';
import { clientOf, signingScopeOf } from './client.ts';

describe('an endpoint', () => {
  it.each([
    ['https://search-wiki-abc123.eu-west-1.es.amazonaws.com', { service: 'es', region: 'eu-west-1' }],
    ['https://vpc-wiki-abc123.us-gov-west-1.es.amazonaws.com', { service: 'es', region: 'us-gov-west-1' }],
    ['https://search-wiki-abc123.aos.eu-central-1.on.aws', { service: 'es', region: 'eu-central-1' }],
    ['https://abc123.us-east-1.aoss.amazonaws.com', { service: 'aoss', region: 'us-east-1' }],
  ])('%s is signed for its service and region', (endpoint, scope) => {
    expect(signingScopeOf(endpoint)).toEqual(scope);
  });

  it.each(['http://127.0.0.1:9200', 'https://user:word@search.example.org', 'https://x.eu-west-1.es.amazonaws.com.example.org'])(
    '%s is sent no signature',
    (endpoint) => {
      expect(signingScopeOf(endpoint)).toBeUndefined();
    },
  );
});

describe('what is sent', () => {
  it('is well-formed Unicode, whatever the text', async () => {
    const client = clientOf('http://127.0.0.1:9');
    expect(JSON.parse(client.serializer.serialize({ a: ['x\ud800y', 'ok 🚀'] }))).toEqual({ a: ['x\ufffdy', 'ok 🚀'] });
    await client.close();
  });
});
