import { stemmer } from 'stemmer';
import { termNames } from '../terms.ts';

/** English words that say nothing of what a text is about. Other languages' frequent words weigh little by their rarity in the wiki. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  `a an the and or but if then else of in on at to for from by with without about into over under after before between during as is are was
  were be been being am do does did doing done have has had having i me my mine we us our you your he him his she her it its they them their
  this that these those there here what which who whom whose when where why how all any each every both few more most other some such no nor
  not only own same so than too very can could will would shall should may might must just also per via get gets got use using used want need
  make makes made let lets out up down off again further once because while until`.split(/\s+/),
);

const LATIN = /^[a-z]+$/;

/** English endings are taken off; whatever is not written in plain Latin letters stays as it is. */
const stemOf = (term: string): string => (LATIN.test(term) ? stemmer(term) : term);

const isTelling = (term: string): boolean => !EMPTY_WORDS.has(term) && !/^\d+$/.test(term) && (term.length > 1 || !/^[a-z]$/.test(term));

/** So many stems are remembered; they are few next to the words of a text. */
const REMEMBERED = 50_000;
const stems = new Map<string, string>();

const remembered = (term: string): string => {
  const known = stems.get(term);
  if (known !== undefined) return known;
  if (stems.size >= REMEMBERED) stems.clear();
  const stem = stemOf(term);
  stems.set(term, stem);
  return stem;
};

/** The stems of a text's telling words, with repeats, in order. */
export const contentWords = (text: string): readonly string[] => termNames(text).filter(isTelling).map(remembered);
