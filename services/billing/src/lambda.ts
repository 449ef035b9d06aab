import { bindLambda } from '@wikibot/platform/aws/lambda';
import { billing } from './manifest.ts';

export const { http, work, outbox, authorizer, timer, outside } = bindLambda(billing, process.env);
