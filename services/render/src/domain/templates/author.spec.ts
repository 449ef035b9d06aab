import { describe, expect, it } from '@jest/globals';
import { texts } from '../texts/texts.ts';
import { type Author, authorName, authorTag, initialsOf } from './author.ts';

describe('initials', () => {
  it.each([
    ['Ada Lovelace', 'AL'],
    ['ada', 'A'],
    ['grace.m.hopper', 'GH'],
    ['  ', '?'],
    ['🦆 duck', '🦆D'],
  ])('of %j are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('an author', () => {
  it.each<[Author, string]>([
    [{ kind: 'person', name: 'Ada' }, 'Ada'],
    [{ kind: 'agent', client: 'Claude Code', person: 'ada' }, 'Claude Code · for ada'],
    [{ kind: 'agent', client: 'Claude Code' }, 'Claude Code'],
    [{ kind: 'system' }, 'wikibot'],
    [{ kind: 'anonymous' }, 'Someone'],
  ])('%j is called %s', (author, name) => {
    expect(authorName(author, texts('en'))).toBe(name);
  });

  it('who is an agent is announced as one', () => {
    expect(authorTag({ kind: 'agent', client: 'x' }, texts('en')).text).toContain('<span class="unseen">Agent: </span>');
  });
});
