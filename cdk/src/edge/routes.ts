/**
 * Which address of the REST API each door has. A REST API knows whole segments and a greedy last one, so a door whose greedy part is
 * followed by more shares the address of the greedy part and is told apart by its function. Two kinds of doors have no address of
 * their own there and are led to one by the edge: those that end in a slash, and those whose address belongs to another service.
 */
import type { ServiceName } from '@wikibot/contracts/define/ids';
import type { Method } from '@wikibot/contracts/define/route';
import type { Manifest } from '@wikibot/contracts/define/service';
import { doorwaysOf } from '@wikibot/platform/kernel/http/routes';
import { edged } from '@wikibot/platform/aws/edge-address';

export interface ApiRoute {
  readonly service: ServiceName;
  readonly method: Method;
  /** The doorway's path, as the manifest has it. */
  readonly path: string;
  /** The path of the API's resource. */
  readonly resource: string;
  /** Whether the edge leads requests from `path` to `resource`. */
  readonly led: boolean;
}

export const routesOf = (manifests: readonly Manifest[]): readonly ApiRoute[] =>
  routesOfDoors(
    manifests.flatMap((manifest) => doorwaysOf(manifest).map(({ method, path }) => ({ service: manifest.name, method, path }))),
  );

export const routesOfDoors = (doors: readonly Pick<ApiRoute, 'service' | 'method' | 'path'>[]): readonly ApiRoute[] => {
  const owners = new Map(
    doors.filter(({ path }) => addressOf(path) === path).map(({ service, method, path }) => [`${method} ${path}`, service]),
  );
  return doors.map((door) => {
    const address = addressOf(door.path);
    const owner = owners.get(`${door.method} ${address}`) ?? door.service;
    const led = owner !== door.service || endsInSlash(door.path);
    return { ...door, resource: led ? edged(door.service, address) : address, led };
  });
};

/** The path up to its greedy part. */
const addressOf = (path: string): string => /^.*?\{\w+\+\}/.exec(path)?.[0] ?? path;

const endsInSlash = (path: string): boolean => path !== '/' && path.endsWith('/');

export interface ApiMethod {
  readonly method: string;
  readonly resource: string;
  readonly service: string;
}

/** Doors of one service may share an address; whoever may get may ask for the head alone (RFC 9110 §9.3.2). */
export const methodsOf = (routes: readonly ApiRoute[]): readonly ApiMethod[] => {
  const all = routes.flatMap(({ method, resource, service }) =>
    (method === 'GET' ? ['GET', 'HEAD'] : [method]).map((one): [string, ApiMethod] => [
      `${one} ${resource}`,
      { method: one, resource, service },
    ]),
  );
  return [...new Map(all).values()];
};
