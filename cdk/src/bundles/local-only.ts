import type { Plugin } from 'esbuild';

/** Packages that only one machine uses. Code shared with it may import them; on AWS it never gets as far as calling them. */
const LOCAL_ONLY = /^(better-sqlite3|jsonata)$/;

const STANDING_IN = `export default class LocalOnly {
  constructor() {
    throw new Error('this package is for one machine and is not part of an AWS bundle');
  }
}
`;

/** Puts something in their place that fails when it is used, not when it is loaded. */
export const localOnly: Plugin = {
  name: 'local-only-1',
  setup: (build) => {
    build.onResolve({ filter: LOCAL_ONLY }, ({ path }) => ({ path, namespace: 'local-only' }));
    build.onLoad({ filter: /.*/, namespace: 'local-only' }, () => ({ contents: STANDING_IN, loader: 'js' }));
  },
};
