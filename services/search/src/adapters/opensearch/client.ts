import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Client, Serializer } from '@opensearch-project/opensearch';
import { AwsSigv4Signer } from '@opensearch-project/opensearch/aws-v3';

/** Where requests are signed for: a domain of Amazon OpenSearch Service, or a collection of OpenSearch Serverless. */
export interface SigningScope {
  readonly service: 'es' | 'aoss';
  readonly region: string;
}

/** Endpoints of domains, of dual-stack domains, and of collections; the region stands in each. */
const HOSTS: readonly { readonly service: SigningScope['service']; readonly host: RegExp }[] = [
  { service: 'es', host: /\.([a-z]{2}[a-z-]*-\d)\.es\.amazonaws\.com(?:\.cn)?$/ },
  { service: 'es', host: /\.aos\.([a-z]{2}[a-z-]*-\d)\.on\.aws$/ },
  { service: 'aoss', host: /\.([a-z]{2}[a-z-]*-\d)\.aoss\.amazonaws\.com$/ },
];

/** Undefined for any other host: a cluster of one's own, asked with the name and password in the endpoint, if any. */
export const signingScopeOf = (endpoint: string): SigningScope | undefined => {
  const { hostname } = new URL(endpoint);
  for (const { service, host } of HOSTS) {
    const region = host.exec(hostname)?.[1];
    if (region !== undefined) return { service, region };
  }
  return undefined;
};

const wellFormed = (_key: string, value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value);

/** Half a surrogate pair has no form in UTF-8: what a cluster makes of its escape is not said anywhere. */
class WellFormedSerializer extends Serializer {
  override serialize(value: unknown): string {
    return JSON.stringify(value, wellFormed);
  }
}

/** A request of the work function is given up before the function is; a change that was under way is put again. */
const REQUEST_MS = 20_000;

export const clientOf = (endpoint: string): Client => {
  const scope = signingScopeOf(endpoint);
  const signer = scope ? AwsSigv4Signer({ ...scope, getCredentials: defaultProvider() }) : {};
  // Retried by whoever knows what may be asked twice, and with rests between.
  return new Client({ ...signer, node: endpoint, Serializer: WellFormedSerializer, maxRetries: 0, requestTimeout: REQUEST_MS });
};
