import { bindLambda } from '@wikibot/platform/aws/lambda';
import { render } from './manifest.ts';

export const { http, work, outbox, authorizer, timer } = bindLambda(render, process.env);
