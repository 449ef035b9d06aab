import { bindLambda } from '@wikibot/platform/aws/lambda';
import { wiki } from './manifest.ts';

export const { http, work, outbox, authorizer, timer, outside } = bindLambda(wiki, process.env);
