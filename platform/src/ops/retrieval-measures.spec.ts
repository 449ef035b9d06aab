import { describe, expect, it } from '@jest/globals';
import { meanOf, measuresOf } from './retrieval-measures.ts';

describe('the measures of an order of pages', () => {
  it('are all 1 for the best order', () => {
    expect(measuresOf(['a', 'b', 'c'], new Set(['a', 'b']))).toEqual({ ndcg10: 1, recall5: 1, recall10: 1, mrr: 1 });
  });

  it('fall with the place of what is relevant', () => {
    const { ndcg10, mrr, recall5 } = measuresOf(['x', 'a'], new Set(['a']));
    expect(ndcg10).toBeCloseTo(1 / Math.log2(3));
    expect([mrr, recall5]).toEqual([0.5, 1]);
  });

  it('see ten pages, and count what is missing', () => {
    const late = [...'0123456789', 'a'];
    expect(measuresOf(late, new Set(['a']))).toEqual({ ndcg10: 0, recall5: 0, recall10: 0, mrr: 1 / 11 });
    expect(measuresOf([], new Set(['a']))).toEqual({ ndcg10: 0, recall5: 0, recall10: 0, mrr: 0 });
    expect(measuresOf(['0', '1', '2', '3', '4', 'a'], new Set(['a', 'b']))).toMatchObject({ recall5: 0, recall10: 0.5 });
  });

  it('are averaged over questions, and nothing of none', () => {
    const [good, bad] = [measuresOf(['a'], new Set(['a'])), measuresOf([], new Set(['a']))];
    expect(meanOf([good, bad])).toEqual({ ndcg10: 0.5, recall5: 0.5, recall10: 0.5, mrr: 0.5 });
    expect(meanOf([])).toEqual({ ndcg10: 0, recall5: 0, recall10: 0, mrr: 0 });
  });
});
