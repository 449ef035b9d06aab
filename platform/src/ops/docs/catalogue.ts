/** Who publishes, folds, asks and answers what: the manifests, turned round so that each message tells it of itself. */
import type { Fact, Notice, Stream } from '@wikibot/contracts/define/fact';
import type { Message } from '@wikibot/contracts/define/pins';
import type { Request } from '@wikibot/contracts/define/request';
import type { Manifest } from '@wikibot/contracts/define/service';
import { requestsOf } from '@wikibot/contracts/define/subscriptions';
import type { SagaStep } from './saga-steps.ts';

export interface PublishedStream {
  readonly stream: Stream;
  readonly facts: readonly Published[];
}

/** Subscribers are named `service.unit`. */
export interface Published {
  readonly message: Fact | Notice;
  readonly foldedBy: readonly string[];
  readonly reactedToBy: readonly string[];
}

export interface Asked {
  readonly request: Request;
  /** `POST /api/v1/wikis`. */
  readonly routes: readonly string[];
  /** `wiki.bootstrap, step ReserveSlug`. */
  readonly steps: readonly string[];
}

export interface ServiceCatalogue {
  readonly manifest: Manifest;
  readonly streams: readonly PublishedStream[];
  readonly notices: readonly Published[];
  readonly requests: readonly Asked[];
}

export const messagesOf = (manifest: Manifest): readonly Message[] => [
  ...manifest.publishes.streams.flatMap((stream) => stream.facts),
  ...manifest.publishes.notices,
  ...requestsOf(manifest),
];

export const catalogueOf = (manifests: readonly Manifest[], steps: readonly SagaStep[]): readonly ServiceCatalogue[] => {
  const published = (message: Fact | Notice): Published => ({
    message,
    foldedBy: unitsOf(
      manifests,
      (unit) => unit.kind === 'view' && unit.of.some(({ facts }) => facts.some(({ name }) => name === message.name)),
    ),
    reactedToBy: unitsOf(manifests, (unit) => unit.kind === 'reaction' && unit.to.some(({ name }) => name === message.name)),
  });
  return manifests.map((manifest) => ({
    manifest,
    streams: manifest.publishes.streams.map((stream) => ({ stream, facts: stream.facts.map(published) })),
    notices: manifest.publishes.notices.map(published),
    requests: requestsOf(manifest).map((request) => ({
      request,
      routes: routesOf(manifest, request),
      steps: steps.filter(({ entry }) => entry.Detail.name === request.name).map(({ saga, state }) => `${saga}, step ${state}`),
    })),
  }));
};

type Unit = Manifest['units'][string];

const unitsOf = (manifests: readonly Manifest[], wanted: (unit: Unit) => boolean): readonly string[] =>
  manifests.flatMap((manifest) =>
    Object.entries(manifest.units)
      .filter(([, unit]) => wanted(unit))
      .map(([name]) => `${manifest.name}.${name}`),
  );

const routesOf = (manifest: Manifest, request: Request): readonly string[] =>
  Object.values(manifest.units).flatMap((unit) =>
    unit.kind === 'answers' && unit.request.name === request.name ? unit.routes.map(({ method, path }) => `${method} ${path}`) : [],
  );
