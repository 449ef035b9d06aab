import { bindLambda } from '@wikibot/platform/aws/lambda';
import { search } from './manifest.ts';

export const { http, work, outbox, authorizer, timer } = bindLambda(search, process.env);
