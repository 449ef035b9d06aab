import { describe, expect, it } from '@jest/globals';
import { sourceOf } from '@wikibot/contracts/define/envelope';
import type { Fact, Notice } from '@wikibot/contracts/define/fact';
import { needsOf, placeOf } from '@wikibot/contracts/define/outside';
import { defineRequest } from '@wikibot/contracts/define/request';
import type { Manifest, Need } from '@wikibot/contracts/define/service';
import { vocabulary } from '@wikibot/contracts/define/service';
import { requestsOf, subscriptionsOf } from '@wikibot/contracts/define/subscriptions';
import { doorwaysOf } from '@wikibot/platform/kernel/http/routes';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import { LOCAL_WIRING } from '@wikibot/platform/local/wiring';
import { openPath } from '@wikibot/platform/ops/docs/openapi-parts';
import * as z from 'zod';
import { services } from '../../services/all.ts';
import { declaredMessages, repeated } from './declared.ts';

const { answers } = vocabulary<KernelPorts>();
const units = services.flatMap(({ name, units }) =>
  Object.entries(units).map(([unit, value]) => ({ subscriber: `${name}.${unit}`, unit: value })),
);
const streams = services.flatMap(({ publishes }) => publishes.streams);
const notices = services.flatMap(({ publishes }) => publishes.notices);
const facts = streams.flatMap(({ facts }) => facts);
const requests = services.flatMap(requestsOf);
const published = new Set<Fact | Notice>([...facts, ...notices]);

describe('whatever is subscribed to', () => {
  it('is a stream that some service publishes, for views', () => {
    const dangling = units.flatMap(({ subscriber, unit }) =>
      unit.kind === 'view' ? unit.of.filter((stream) => !streams.includes(stream)).map((stream) => `${subscriber}: ${stream.name}`) : [],
    );
    expect(dangling).toEqual([]);
  });

  it('is a fact or notice that some service publishes, for reactions', () => {
    const dangling = units.flatMap(({ subscriber, unit }) =>
      unit.kind === 'reaction'
        ? unit.to.filter((message) => !published.has(message)).map((message) => `${subscriber}: ${message.name}`)
        : [],
    );
    expect(dangling).toEqual([]);
  });

  it('stays as it is when requests are added, as a pattern has an end', () => {
    for (const manifest of services) {
      const more = Object.fromEntries(
        Array.from({ length: 50 }, (_, index) => {
          const one = defineRequest(`${manifest.name}.Another${index}`, {
            meaning: 'Is added.',
            access: 'read',
            data: z.strictObject({}),
            answer: z.object({}),
          });
          return [`another${index}`, answers(one, { load: () => Promise.reject(new Error('never called')) })];
        }),
      );
      const patternsOf = (units: Manifest['units']) => subscriptionsOf({ ...manifest, units }).map(({ pattern }) => pattern);
      expect(patternsOf({ ...manifest.units, ...more })).toEqual(patternsOf(manifest.units));
    }
  });

  it('has one queue each, by a name of its own', () => {
    expect(repeated(services.flatMap(subscriptionsOf).map(({ subscriber }) => subscriber))).toEqual([]);
  });
});

describe('every message', () => {
  it('that is declared is published or answered by exactly one service', async () => {
    const known = new Set([...published, ...requests].map(({ name }) => name));
    const unused = (await declaredMessages()).map(({ name }) => name).filter((name) => !known.has(name));
    expect(unused).toEqual([]);
    expect(repeated([...facts, ...notices, ...requests].map(({ name }) => name))).toEqual([]);
  });

  it('begins with the service that owns it', () => {
    const foreign = services.flatMap(({ name, publishes, ...manifest }) =>
      [
        ...publishes.streams.flatMap((stream) => stream.facts),
        ...publishes.notices,
        ...requestsOf({ name, publishes, ...manifest }),
      ].filter((message) => !message.name.startsWith(`${name}.`)),
    );
    expect(foreign).toEqual([]);
  });

  it('has a meaning of one sentence', () => {
    const meanings = [...facts, ...notices, ...requests].filter(({ meaning }) => !/^[A-Z].*\.$/s.test(meaning));
    expect(meanings.map(({ name }) => name)).toEqual([]);
  });

  it('can still be read in each version that was ever released', () => {
    const gaps = [...published].flatMap(({ name, version, upcasts }) =>
      Array.from({ length: version - 1 }, (_, index) => index + 1)
        .filter((older) => upcasts[older] === undefined)
        .map((older) => `${name} has no upcast from version ${older}`),
    );
    expect(gaps).toEqual([]);
  });
});

describe('every fact', () => {
  const IRREGULAR = [
    'Withdrawn',
    'Taken',
    'Given',
    'Written',
    'Begun',
    'Sent',
    'Made',
    'Lost',
    'Left',
    'Set',
    'Paid',
    'Sold',
    'Shown',
    'Broken',
  ];
  const lastWord = (name: string): string => /[A-Z][a-z]*$/.exec(name)?.[0] ?? '';

  it('is named in the past tense', () => {
    const names = facts.map(({ name }) => name).filter((name) => !lastWord(name).endsWith('ed') && !IRREGULAR.includes(lastWord(name)));
    expect(names).toEqual([]);
  });

  it('says why something changed, and not only that it did', () => {
    expect(facts.map(({ name }) => name).filter((name) => /(Updated|Changed|Modified)$/.test(name))).toEqual([]);
  });

  it('lies in a stream of the service that publishes it', () => {
    const foreign = services.flatMap(({ name, publishes }) => publishes.streams.filter((stream) => stream.service !== name));
    expect(foreign).toEqual([]);
    expect(repeated(streams.map(({ name }) => name))).toEqual([]);
  });
});

describe('every door', () => {
  const doorways = services.flatMap(doorwaysOf);

  it('has a key of its own in the whole product', () => {
    expect(repeated(doorways.map(({ key }) => key))).toEqual([]);
  });

  it('stands alone at its address, whatever its parameters are called', () => {
    const shapes = doorways.map(({ method, path }) => `${method} ${openPath(path).replaceAll(/\{\w+\}/g, '{}')}`);
    expect(repeated(shapes)).toEqual([]);
  });

  it('into a request is open to someone outside', () => {
    const closed = units.flatMap(({ unit }) => (unit.kind === 'answers' && unit.request.access === 'system' ? unit.routes : []));
    expect(closed.map(({ path }) => path)).toEqual([]);
  });

  it('asks who is there, through exactly one authorizer', () => {
    expect(units.filter(({ unit }) => unit.kind === 'authorizer')).toHaveLength(1);
  });
});

describe('every need', () => {
  it.each(services.map((manifest) => [manifest.name, needsOf(manifest)] as const))('of %s is met on one machine', (_name, needs) => {
    expect(needs.filter((need) => !Object.hasOwn(LOCAL_WIRING, need))).toEqual([]);
  });

  it('is there once', () => {
    expect(services.flatMap(({ needs, name }) => repeated(needs).map((need) => `${name}: ${need}`))).toEqual([]);
  });

  /** The network of the repositories leads to tables and objects, and nowhere else. */
  const BEYOND_THE_NETWORK: readonly Need[] = ['internet', 'secrets', 'mail', 'index'];

  it('that lies beyond the network of the repositories is one outside of it', () => {
    const inNetwork = services.filter(({ needs }) => needs.some((need) => need === 'repositories'));
    const unreachable = inNetwork.flatMap(({ name, needs }) =>
      needs.filter((need) => BEYOND_THE_NETWORK.includes(need)).map((need) => `${name}: ${need}`),
    );
    expect(unreachable).toEqual([]);
    expect(services.filter((manifest) => manifest.outside?.needs.includes('repositories')).map(({ name }) => name)).toEqual([]);
  });
});

describe('every unit outside', () => {
  it('is of a service that says what it has there', () => {
    const lost = services.filter(
      (manifest) => !manifest.outside && Object.values(manifest.units).some((unit) => placeOf(unit) === 'outside'),
    );
    expect(lost.map(({ name }) => name)).toEqual([]);
  });

  it('has no door', () => {
    const doors = units.filter(({ unit }) => placeOf(unit) === 'outside' && unit.kind === 'answers' && unit.routes.length > 0);
    expect(doors.map(({ subscriber }) => subscriber)).toEqual([]);
  });
});

describe('every service', () => {
  it('is there once, and its messages have its own source', () => {
    const names = services.map(({ name }) => name);
    expect(repeated(names)).toEqual([]);
    expect(names.map(sourceOf)).toEqual(names.map((name) => `wikibot.${name}`));
  });
});
