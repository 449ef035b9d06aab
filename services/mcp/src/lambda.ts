import { bindLambda } from '@wikibot/platform/aws/lambda';
import { mcp } from './manifest.ts';

export const { http, work, outbox, authorizer, timer, outside } = bindLambda(mcp, process.env);
