/** Scopes an app may ask for, in the words of the consent page. */
const scopeWords: Readonly<Record<string, string>> = {
  openid: 'Know your name and email address',
  'contacts:read': 'See your contacts, lists and contact fields',
  'contacts:write': 'Add, change and delete contacts',
  'companies:read': 'See your companies',
  'deals:read': 'See your deals and their amounts',
  offline_access: 'Keep access until you disconnect it',
};

export const knownScopes: readonly string[] = Object.keys(scopeWords);

export function describeScopes(scopes: readonly string[]): string[] {
  return knownScopes.filter((scope) => scopes.includes(scope)).map((scope) => scopeWords[scope] ?? scope);
}
