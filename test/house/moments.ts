/**
 * Where a program may die: each moment at which a request has something on disk that it had not before. What a `kill -9` would leave
 * just then is the data folder as it lies, so a copy of it is a program that died, and many deaths cost one run.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerSlice, AnswersUnit, Manifest, Unit } from '@wikibot/contracts/define/service';
import type { Request } from '@wikibot/contracts/define/request';
import type { Decide, EventStore } from '@wikibot/platform/kernel/event-store';
import type { KernelPorts } from '@wikibot/platform/kernel/ports';

/** Told synchronously: which request is being carried out, and how far it has come. */
export type Watch = (request: string, moment: string) => void;

type Watching = AsyncLocalStorage<string>;
type AnySlice = (data: never, context: never, ports: unknown) => Promise<unknown>;

/** The same services, which tell when they begin, decide, commit, call a port and end. */
export const watched = (services: readonly Manifest[], watch: Watch): readonly Manifest[] => {
  const asked: Watching = new AsyncLocalStorage();
  const at = (moment: string): void => {
    const request = asked.getStore();
    if (request !== undefined) watch(request, moment);
  };
  const unitOf = (unit: Unit): Unit => (unit.kind === 'answers' ? { ...unit, load: slicesOf(unit, asked, at) } : unit);
  return services.map((manifest) => ({
    ...manifest,
    ports: portsOf(manifest, at),
    units: Object.fromEntries(Object.entries(manifest.units).map(([name, unit]) => [name, unitOf(unit)])),
  }));
};

type At = (moment: string) => void;

const slicesOf = (unit: AnswersUnit, asked: Watching, at: At): AnswersUnit['load'] => {
  const load = async () => {
    const slice = (await unit.load()).default as unknown as AnySlice; // called with what the kernel gives it
    const carried: AnySlice = (data, context, ports) =>
      asked.run(unit.request.name, async () => {
        at('asked');
        const outcome = await slice(data, context, told(ports, at));
        at('done');
        return outcome;
      });
    return { default: carried as unknown as AnswerSlice<Request, never> };
  };
  return load;
};

/** Tells when the calls of these ports, and of what lies in them, have ended. */
const told = (ports: unknown, at: At, within?: string): unknown => {
  if (typeof ports !== 'object' || ports === null) return ports;
  return new Proxy(ports, {
    get: (target, key, receiver) => {
      const value: unknown = Reflect.get(target, key, receiver);
      const called = within === undefined ? String(key) : `${within}.${String(key)}`;
      if (typeof value === 'object' && within === undefined) return told(value, at, called);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, target, given);
        if (result instanceof Promise) return result.then((answer: unknown) => (at(called), answer));
        return result;
      };
    },
  });
};

/** The kernel's own commit, for those who call it from within their ports. */
const portsOf = (manifest: Manifest, at: At): Manifest['ports'] => {
  const load = async () => {
    const make = (await manifest.ports()).default as (kernel: KernelPorts) => Promise<unknown>; // the manifest's own ports
    return { default: (kernel: KernelPorts) => make({ ...kernel, events: eventsOf(kernel.events, at) }) };
  };
  return load as unknown as Manifest['ports'];
};

const eventsOf = (events: EventStore, at: At): EventStore => ({
  ...events,
  commit: async <A>(...[context, stream, decide]: Parameters<EventStore['commit']>) => {
    const deciding = async (sequence: number) => {
      const decided = await (decide as Decide<A>)(sequence);
      at('decided');
      return decided;
    };
    const outcome = await events.commit<A>(context, stream, deciding);
    at('committed');
    return outcome;
  },
});

export interface Death {
  /** The request and the moment. */
  readonly at: string;
  /** The data folder as it was left. */
  readonly folder: string;
}

const filesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => {
      const entry = statSync(join(folder, name), { throwIfNoEntry: false });
      return entry?.isFile() ? `${name} ${entry.size} ${entry.mtimeMs}` : name;
    })
    .sort()
    .join('\n');

/** Keeps the folder at each moment of some requests at which it is another one than at the moment before. */
export const deathsIn = (folder: string, place: string): { readonly deaths: readonly Death[]; readonly of: (names: RegExp) => Watch } => {
  const deaths: Death[] = [];
  let before = '';
  const of =
    (names: RegExp): Watch =>
    (request, moment) => {
      if (!names.test(request)) return;
      const now = filesOf(folder);
      if (now === before) return;
      before = now;
      const copy = join(place, `death${deaths.length}`);
      cpSync(folder, copy, { recursive: true });
      deaths.push({ at: `${request} ${moment}`, folder: copy });
    };
  return { deaths, of };
};
