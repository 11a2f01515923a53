/** Scopes an app may ask for, in the words of the consent page. */
const scopeWords: Readonly<Record<string, string>> = {
  openid: 'Know your name and email address',
  'contacts:read': 'See your contacts, lists and contact fields',
  'contacts:write': 'Add, change and delete contacts',
  'companies:read': 'See your companies',
  'deals:read': 'See your deals and their amounts',
  offline_access: 'Keep access until you disconnect it',
};

/** What an app is useful without: the person may take it off the list. */
const refusableScopes: readonly string[] = ['contacts:write', 'companies:read', 'deals:read'];

export const knownScopes: readonly string[] = Object.keys(scopeWords);

export interface AskedScope {
  scope: string;
  words: string;
  refusable: boolean;
}

export function describeScopes(scopes: readonly string[]): AskedScope[] {
  return knownScopes
    .filter((scope) => scopes.includes(scope))
    .map((scope) => ({ scope, words: scopeWords[scope] ?? scope, refusable: refusableScopes.includes(scope) }));
}
