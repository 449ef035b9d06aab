import { bindLambda } from '@wikibot/platform/aws/lambda';
import { search } from './manifest.ts';

export const { http, work, outbox, authorizer, timer, outside } = bindLambda(search, process.env);
