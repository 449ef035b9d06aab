/** Rows by which an author is found under the user name. */
export const usernameKey = (username: string) => ({ pk: `username#${username.toLowerCase()}`, sk: 'account' });
export const accountKey = (accountId: string) => ({ pk: `account#${accountId}`, sk: 'username' });
