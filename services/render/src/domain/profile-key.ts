/** Where the shown name of an account is kept. */
export const profileKey = (accountId: string) => ({ pk: `profile#${accountId}`, sk: 'profile' });
