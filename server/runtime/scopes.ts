/** Reads scopes as apps send them: separated by spaces as the standard says, by commas or pluses as some do. */
export function parseScopes(value: string): string[] {
  return [...new Set(value.split(/[\s,+]+/).filter((scope) => scope !== ''))];
}

/** What was asked for and not given. */
export function missingScopes(requested: readonly string[], granted: readonly string[]): string[] {
  return requested.filter((scope) => !granted.includes(scope));
}
