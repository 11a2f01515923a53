/** Reads scopes as apps send them: separated by spaces as the standard says, by commas or pluses as some do. */
export function parseScopes(value: string): string[] {
  return [...new Set(value.split(/[\s,+]+/).filter((scope) => scope !== ''))];
}

/**
 * What was asked for and not given. Scopes are compared to the letter: which one includes another is known to the app alone. The
 * optional ones are not missed, nor those that an app never names in its answer, which a connector declares as optional too.
 */
export function missingScopes(
  requested: readonly string[],
  granted: readonly string[],
  optional: readonly string[] = [],
): string[] {
  return requested.filter((scope) => !granted.includes(scope) && !optional.includes(scope));
}
