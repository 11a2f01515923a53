import { readChallenge } from './mcp/challenge.ts';
import { parseScopes } from './scopes.ts';

const mostScopes = 50;
/** A scope as the standard writes it (RFC 6749, 3.3). */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]{1,300}$/;

/**
 * The scopes that an app says an access lacks: a 403 whose challenge is `insufficient_scope` (RFC 6750, 3.1; the scope challenge of
 * MCP). Empty where it names none, undefined where this is something else.
 */
export function lackingScopes(status: number, headers: Headers): string[] | undefined {
  if (status !== 403) return undefined;
  const { error, scope = '' } = readChallenge(headers.get('www-authenticate'));
  if (error !== 'insufficient_scope') return undefined;
  return parseScopes(scope)
    .filter((name) => scopeToken.test(name))
    .slice(0, mostScopes);
}
