import type { API } from '@opensearch-project/opensearch';

/** A search as it is sent. Queries are structures: no text of a stranger is ever read as a query language. */
export type SearchBody = NonNullable<API.Search_Request['body']>;
export type Query = NonNullable<SearchBody['query']>;
export type SearchAnswer = API.Search_ResponseBody;
export type SearchHit = SearchAnswer['hits']['hits'][number];
