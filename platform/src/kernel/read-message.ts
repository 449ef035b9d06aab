/** Reads messages as a tolerant consumer: every released version through upcasts, unknown fields of facts ignored. */
import type { FactEnvelope, NoticeEnvelope } from '@wikibot/contracts/define/envelope';
import type { Fact, Notice } from '@wikibot/contracts/define/fact';
import type { Upcasts } from '@wikibot/contracts/define/fact';
import { issuesOf } from './issues.ts';

export type ReadMessage<M> =
  | { readonly status: 'known'; readonly fact: M }
  /** Not declared, or in a version newer than this release knows: consumers deploy first, so it is somebody else's. */
  | { readonly status: 'unknown' }
  | { readonly status: 'invalid'; readonly reason: string };

export const readFact = <E extends FactEnvelope | NoticeEnvelope>(
  declared: ReadonlyMap<string, Fact | Notice>,
  envelope: E,
): ReadMessage<E> => {
  const declaration = declared.get(envelope.name);
  if (!declaration) return { status: 'unknown' };
  if (envelope.version > declaration.version)
    return { status: 'invalid', reason: `version ${envelope.version} is newer than ${declaration.version}` };
  let data: unknown = envelope.data;
  for (let version = envelope.version; version < declaration.version; version += 1) {
    const upcast = declaration.upcasts[version];
    if (!upcast) return { status: 'invalid', reason: `no upcast from version ${version}` };
    const lifted = lift(upcast, data);
    if (!lifted.ok) return { status: 'invalid', reason: `upcast from version ${version}: ${lifted.reason}` };
    data = lifted.data;
  }
  const parsed = declaration.data.safeParse(data);
  if (parsed.success) return { status: 'known', fact: { ...envelope, data: parsed.data } };
  return {
    status: 'invalid',
    reason: issuesOf(parsed.error)
      .map((issue) => `${issue.path}: ${issue.message}`)
      .join('; '),
  };
};

/** Data that does not fit even its own version makes an upcast stumble: the fact is what is wrong. */
const lift = (
  upcast: NonNullable<Upcasts[number]>,
  data: unknown,
): { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly reason: string } => {
  try {
    return { ok: true, data: upcast(data as never) }; // an upcast is written against the schema of its version
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
};
