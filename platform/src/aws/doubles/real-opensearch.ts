/** Endpoint of a real cluster that tests may fill and empty, with name and password if it wants them; the double stands in otherwise. */
export const realOpenSearch: string | undefined = process.env['OPENSEARCH_URL'] || undefined;
