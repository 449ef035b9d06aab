import type { TextId } from '../../texts/texts.ts';

/** What lists of tokens say. */
export const TOKEN_TEXTS = [
  ...(['tokensNone', 'tokensNoneHint', 'tokenSecret', 'tokenRead', 'tokenWrite', 'tokenUsed', 'tokenUnused', 'tokenMade'] as const),
  ...(['tokenRevoke', 'tokenRevokeAsk', 'tokenRevoked', 'tokenForAccount', 'copySecret', 'copied', 'secretOnce', 'confirmNo'] as const),
  ...(['unreachable', 'signedOut', 'saved', 'tokensTooMany'] as const),
] satisfies readonly TextId[];
