import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse } from '../house/open-house.ts';
import type { House } from '../house/house.ts';
import { insist, wikiAt } from '../house/wiki.ts';
import type { PageRead, Problem, Saved, WikiAt } from '../house/wiki.ts';

const WRITERS = 20;
const ROUNDS = 3;

let house: House;
let writers: readonly WikiAt[];
beforeAll(async () => {
  house = await openHouse();
  writers = Array.from({ length: WRITERS }, () => wikiAt(house.asBearer(house.ready.token), 'ada/notes'));
});
afterAll(() => house?.close());

const everybody = <T>(work: (wiki: WikiAt, number: number) => Promise<T>): Promise<T[]> => Promise.all(writers.map(work));

/** Adds a line of one's own, solving every conflict as the answer says, as often as it takes. */
const addLine = async (wiki: WikiAt, path: string, line: string): Promise<void> => {
  let { content, revision } = insist(await wiki.read(path), 200).json<PageRead>();
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = insist(await wiki.save(path, `${content}${line}\n`, { revision }), 200, 409, 503);
    if (answer.status === 200) return;
    if (answer.status === 503) continue;
    const { conflict } = answer.json<Problem>();
    content = conflict?.theirs ?? content;
    revision = conflict?.head ?? revision;
  }
  throw new Error(`${line} could not be added`);
};

describe('twenty writers at once', () => {
  it('on pages of their own are all answered, and nothing is lost', async () => {
    const saved = await everybody(async (wiki, number) => {
      let last = await wiki.write(`Own/Page_${number}`, `round 0 of ${number}\n`);
      for (let round = 1; round < ROUNDS; round += 1) last = await wiki.write(last.path, `round ${round} of ${number}\n`, last.revision);
      return last;
    });
    expect(new Set(saved.map((one) => one.revision)).size).toBe(WRITERS);
    const texts = await everybody(async (_wiki, number) => (await house.notes.read(`Own/Page_${number}`)).json<PageRead>().content);
    expect(texts).toEqual(texts.map((_, number) => `round ${ROUNDS - 1} of ${number}\n`));
    expect((await house.notes.paths()).filter((path) => path.startsWith('Own/'))).toHaveLength(WRITERS);
  });

  it('on one page are all answered, and every acknowledged line stands in it', async () => {
    await house.notes.write('Shared', 'begun\n');
    await everybody((wiki, number) => addLine(wiki, 'Shared', `line of ${number}`));
    const { content } = (await house.notes.read('Shared')).json<PageRead>();
    expect(content.split('\n').sort()).toEqual(
      ['', 'begun', ...Array.from({ length: WRITERS }, (_, number) => `line of ${number}`)].sort(),
    );
  });

  it('on lines of their own in one page are all merged without a conflict', async () => {
    const lines = Array.from({ length: WRITERS }, (_, number) => `paragraph ${number}`);
    const base = await house.notes.write('Merged', lines.join('\n\n'));
    const answers = await everybody((wiki, number) =>
      wiki.save('Merged', lines.map((line, at) => (at === number ? `${line} by ${number}` : line)).join('\n\n'), {
        revision: base.revision,
      }),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    const { content } = (await house.notes.read('Merged')).json<PageRead>();
    expect(content).toBe(lines.map((line, at) => `${line} by ${at}`).join('\n\n'));
  });

  it('on sections of their own in one page are all merged, however close the sections stand', async () => {
    const sections = Array.from({ length: WRITERS }, (_, number) => `# Section ${number}\ntext ${number}\n`);
    const { revision } = await house.notes.write('Sections', sections.join(''));
    const answers = await everybody((wiki, number) =>
      wiki.client.send('PATCH', `${wiki.api}/section/Sections`, {
        body: { revision, section: `Section ${number}`, operation: 'replace', content: `# Section ${number}\nwritten by ${number}` },
      }),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    const { content } = (await house.notes.read('Sections')).json<PageRead>();
    expect(content.split('\n').filter(Boolean)).toEqual(sections.flatMap((_, number) => [`# Section ${number}`, `written by ${number}`]));
  });

  it('who append to the same section all find their line in it', async () => {
    const { revision } = await house.notes.write('Log', '# Log\n\nbegun\n\n# After\n\nkept\n');
    const answers = await everybody((wiki, number) =>
      wiki.client.send('PATCH', `${wiki.api}/section/Log`, {
        body: { revision, section: 'Log', operation: 'append', content: `- line of ${number}` },
        headers: { 'idempotency-key': `line-${number}` },
      }),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    const { content } = (await house.notes.read('Log')).json<PageRead>();
    const lines = content.split('\n').filter(Boolean);
    expect([...lines].sort()).toEqual(
      ['# Log', 'begun', '# After', 'kept', ...Array.from({ length: WRITERS }, (_, number) => `- line of ${number}`)].sort(),
    );
    expect(lines.slice(-2)).toEqual(['# After', 'kept']);
  });

  it('who pin the section that they have read are told when somebody was faster, and all come through', async () => {
    await house.notes.write('Counter', '# Count\n\n0\n\n# Rest\n');
    const countUp = async (wiki: WikiAt): Promise<void> => {
      for (let attempt = 0; attempt < 200; attempt += 1) {
        const read = insist(await wiki.client.get(`${wiki.api}/section/Counter?section=Count`), 200, 503);
        if (read.status === 503) continue;
        const { content, revision, section } = read.json<{ content: string; revision: string; section: { hash: string } }>();
        const next = Number(/\d+/.exec(content)?.[0]) + 1;
        const body = { revision, section: 'Count', operation: 'replace', content: `${next}`, section_hash: section.hash };
        const answer = insist(await wiki.client.send('PATCH', `${wiki.api}/section/Counter`, { body }), 200, 409, 503);
        if (answer.status === 200) return;
      }
      throw new Error('a writer did not come through');
    };
    await everybody(countUp);
    expect((await house.notes.read('Counter')).json<PageRead>().content).toBe(`# Count\n\n${WRITERS}\n\n# Rest\n`);
  });

  it('that create the same page make it once', async () => {
    const answers = await everybody((wiki, number) => wiki.save('Same', `made by ${number}\n`));
    const made = answers.filter((answer) => answer.status === 201);
    expect(made).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(WRITERS - 1);
    const { content, revision } = (await house.notes.read('Same')).json<PageRead>();
    expect(revision).toBe(made[0]?.json<Saved>().revision);
    expect(content).toMatch(/^made by \d+\n$/);
  });

  it('leave a history without gaps, one change for each answer', async () => {
    const { entries, head } = (await house.notes.changes(0)).json<{ entries: { sequence: number }[]; head: number }>();
    const all = [...entries];
    for (let since = all.at(-1)?.sequence ?? head; since < head; since = all.at(-1)?.sequence ?? head) {
      all.push(...(await house.notes.changes(since)).json<{ entries: { sequence: number }[] }>().entries);
    }
    const first = all[0]?.sequence ?? 0;
    expect(all.map((entry) => entry.sequence).filter((sequence) => sequence > 3)).toEqual(
      Array.from({ length: head - 3 }, (_, index) => index + 4),
    );
    expect(first).toBeGreaterThan(0);
  });
});
