/** What happens to a wiki as a whole, each with its reason; its content is told of by `wiki.HeadMoved`. */
import * as z from 'zod';
import { defineFact } from '../define/fact.ts';
import { AccountId, Instant, WikiId } from '../define/ids.ts';
import { Slug, Visibility } from '../http/names.ts';

/** Whether whoever changes a page has to say why. */
export const MessageRule = z.enum(['optional', 'required']).meta({ id: 'MessageRule' });
export type MessageRule = z.infer<typeof MessageRule>;

export const wikiRenamed = defineFact('wiki.WikiRenamed', {
  meaning: 'A wiki is shown under another name; its address stays.',
  data: z.object({ wikiId: WikiId, name: z.string().min(1).max(100) }),
});

export const purposeRestated = defineFact('wiki.PurposeRestated', {
  meaning: 'What a wiki is for was said anew.',
  data: z.object({ wikiId: WikiId, purpose: z.string().max(200) }),
});

export const homePageAppointed = defineFact('wiki.HomePageAppointed', {
  meaning: 'Another page is the one that opens first.',
  data: z.object({ wikiId: WikiId, home: z.string().min(1) }),
});

export const messageRuleDecided = defineFact('wiki.MessageRuleDecided', {
  meaning: 'Whoever changes a page has to say why from now on, or need not any more.',
  data: z.object({ wikiId: WikiId, messages: MessageRule }),
});

export const visibilityDecided = defineFact('wiki.VisibilityDecided', {
  meaning: 'A wiki was opened to everybody, or closed to all but its members.',
  data: z.object({ wikiId: WikiId, visibility: Visibility }),
});

export const wikiReaddressed = defineFact('wiki.WikiReaddressed', {
  meaning: 'A wiki took another address; the one before leads there until another wiki takes it.',
  data: z.object({ wikiId: WikiId, ownerId: AccountId, slug: Slug, previous: Slug }),
});

export const wikiArchived = defineFact('wiki.WikiArchived', {
  meaning: 'A wiki was put away: it is read and searched as before, and cannot be changed.',
  data: z.object({ wikiId: WikiId }),
});

export const wikiUnarchived = defineFact('wiki.WikiUnarchived', {
  meaning: 'An archived wiki can be changed again.',
  data: z.object({ wikiId: WikiId }),
});

export const deletionBegun = defineFact('wiki.DeletionBegun', {
  meaning: 'A wiki is gone for everybody but its owner, who can bring it back until the day that is named.',
  data: z.object({ wikiId: WikiId, until: Instant }),
});

export const graceEnded = defineFact('wiki.GraceEnded', {
  meaning: 'Nobody can bring a wiki back any more; it is being removed everywhere.',
  data: z.object({ wikiId: WikiId }),
});

export const deletionRevoked = defineFact('wiki.DeletionRevoked', {
  meaning: 'A wiki that was to be deleted is back as it was.',
  data: z.object({ wikiId: WikiId, archived: z.boolean() }),
});

export const wikiDeleted = defineFact('wiki.WikiDeleted', {
  meaning: 'Nothing of a wiki is left but this: it ends the stream, so that late and repeated facts bring nothing back.',
  data: z.object({ wikiId: WikiId }),
});

export const lifeFacts = [
  wikiRenamed,
  purposeRestated,
  homePageAppointed,
  messageRuleDecided,
  visibilityDecided,
  wikiReaddressed,
  wikiArchived,
  wikiUnarchived,
  deletionBegun,
  deletionRevoked,
  graceEnded,
  wikiDeleted,
] as const;
