import { describe, expect, it } from '@jest/globals';
import { emptyReport, reportText, withAnswer } from './import-report.ts';

const empty = emptyReport('the folder notes', 'ada/notes');

describe('the report of an import', () => {
  it('adds up what the batches came to', () => {
    const first = withAnswer(empty, { written: 2, unchanged: 1, renamed: [{ file: 'a', as: 'b', reason: 'r' }], refused: [] });
    const second = withAnswer(first, { written: 1, unchanged: 0, renamed: [], refused: [{ file: 'c', reason: 'q' }] });
    expect(second).toEqual({
      ...empty,
      written: 3,
      unchanged: 1,
      renamed: [{ file: 'a', as: 'b', reason: 'r' }],
      refused: [{ file: 'c', reason: 'q' }],
    });
  });

  it('is one line when all is as expected', () => {
    expect(reportText({ ...empty, written: 1 })).toBe(
      '1 file of the folder notes written to ada/notes, 0 unchanged, 0 renamed, 0 refused\n',
    );
  });

  it('names every file that is not kept under its name, together with those that share the reason', () => {
    const renamed = [
      { file: 'x/history.md', as: 'x/history_page.md', reason: 'It is an action.' },
      { file: 'y/edit.md', as: 'y/edit_page.md', reason: 'It is an action.' },
    ];
    const text = reportText({ ...empty, renamed, refused: [{ file: 'link', reason: 'It is a link.' }], leftOut: ['2 × .git'] });
    expect(text.split('\n').slice(1)).toEqual([
      'Left out: 2 × .git',
      '',
      'Renamed: It is an action.',
      '  x/history.md → x/history_page.md',
      '  y/edit.md → y/edit_page.md',
      '',
      'Refused: It is a link.',
      '  link',
      '',
    ]);
  });

  it('begins with why it stopped, and how to go on', () => {
    expect(reportText({ ...empty, stopped: 'Page limit reached (500 pages)' })).toMatch(
      /^Stopped before the end: Page limit reached \(500 pages\)\nRun the same command again/,
    );
  });
});
