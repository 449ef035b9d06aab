import { bindLambda } from '@wikibot/platform/aws/lambda';
import { render } from './manifest.ts';

export const { http, work, outbox, authorizer, timer, outside } = bindLambda(render, process.env);
