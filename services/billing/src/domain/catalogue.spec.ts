import { CATALOGUE, planNamed } from './catalogue.ts';

describe('the plan catalogue', () => {
  it('names every plan once', () => {
    expect(new Set(CATALOGUE.map((plan) => plan.name)).size).toBe(CATALOGUE.length);
  });

  it('gives the free plan one wiki of 500 pages without push or templates', () => {
    expect(planNamed('free')?.limits).toEqual({
      wikis: 1,
      pagesPerWiki: 500,
      authorsPerWiki: 1,
      gitPush: false,
      templates: false,
      storagePerWiki: 512 * 1024 * 1024,
    });
  });

  it('has no limits on a machine of one’s own', () => {
    expect(planNamed('unlimited')?.limits).toEqual({
      wikis: null,
      pagesPerWiki: null,
      authorsPerWiki: null,
      gitPush: true,
      templates: true,
      storagePerWiki: null,
    });
  });

  it('knows no plan that is not in it', () => {
    expect(planNamed('gold')).toBeUndefined();
  });
});
