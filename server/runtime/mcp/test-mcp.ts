import type { McpAuth } from '#connectors/kit/index.ts';
import { Secret } from '#server/secrets.ts';
import type { Access } from '../access.ts';
import { testAccess } from '../oauth2/test-access.ts';
import type { McpRegistration } from './register-client.ts';

/** An MCP server as a connection is let in by it, registered or not. */
export function mcpAccess(
  auth: Omit<McpAuth, 'kind'>,
  values: Record<string, string>,
  registration?: McpRegistration,
): Access<McpAuth> {
  const { connector } = testAccess('https://unused.example');
  return {
    connector,
    auth: { kind: 'mcp', ...auth },
    client: registration && {
      clientId: registration.clientId,
      clientSecret: new Secret(registration.clientSecret ?? ''),
      scopes: [],
      parameters: registration.parameters,
    },
    values: { ...registration?.parameters, ...values },
  };
}
