import { bindLambda } from '@wikibot/platform/aws/lambda';
import { auth } from './manifest.ts';

export const { http, work, outbox, authorizer, timer, outside } = bindLambda(auth, process.env);
