/** The REST routes of accounts and tokens. */
import * as z from 'zod';
import { defineRoute } from '../define/route.ts';
import { changeProfile, describeMe, issueToken, listTokens, revokeToken } from '../requests/auth.ts';

/** `POST /api/v1/tokens` `{"name": "laptop", "wiki": "ada/notes"}`: the only answer that ever shows the secret. */
export const issueTokenRoute = defineRoute('POST /api/v1/tokens', issueToken, {
  summary: 'Make a token for the account, or for one wiki',
  body: issueToken.data,
  maxBytes: 4 * 1024,
  response: issueToken.answer,
  input: ({ body }) => body,
  respond: (answer) => ({ status: 201, body: answer }),
});

export const listTokensRoute = defineRoute('GET /api/v1/tokens', listTokens, {
  summary: 'List the tokens of the account, without their secrets',
  response: listTokens.answer,
  input: () => ({}),
});

export const revokeTokenRoute = defineRoute('DELETE /api/v1/tokens/{tokenId}', revokeToken, {
  summary: 'Stop a token at once',
  response: z.null().describe('No body.'),
  input: ({ params }) => ({ tokenId: params['tokenId'] ?? '' }),
  respond: () => ({ status: 204, body: null }),
});

export const describeMeRoute = defineRoute('GET /api/v1/me', describeMe, {
  summary: 'Tell whose account the credentials are for',
  response: describeMe.answer,
  input: () => ({}),
});

/** `PATCH /api/v1/me` `{"username": "countess"}`: addresses below the name before lead to the new ones. */
export const changeProfileRoute = defineRoute('PATCH /api/v1/me', changeProfile, {
  summary: 'Change your user name or the name shown',
  body: changeProfile.data,
  maxBytes: 4 * 1024,
  response: changeProfile.answer,
  input: ({ body }) => body,
});
