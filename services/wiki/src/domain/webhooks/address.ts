/** What can be said of an address without calling anybody. */

/** The reason against it, or the part of it that a check outside has to see: path and query may hold somebody's secret. */
export const checkedAddress = (address: string): { readonly origin: string } | { readonly reason: string } => {
  if (!URL.canParse(address)) return { reason: 'It is no absolute address.' };
  const { protocol, username, password, origin } = new URL(address);
  if (!['http:', 'https:'].includes(protocol)) return { reason: 'It begins with neither https:// nor http://.' };
  if (username !== '' || password !== '') return { reason: 'It names a user or a password; put a secret into its path instead.' };
  return { origin };
};
