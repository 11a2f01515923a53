import type { Access } from './access.ts';
import { fillHeader } from './template.ts';

/** The headers that a connector sends with every request, by their lower-case names. */
export function connectorHeaders({ connector: { connector }, client, values }: Access): Record<string, string> {
  const known = { clientId: client?.clientId, ...values };
  const headers: Record<string, string> = {};
  for (const [name, template] of Object.entries(connector.headers ?? {})) {
    const value = fillHeader({ template, values: known, app: connector.name });
    if (value !== undefined) headers[name.toLowerCase()] = value;
  }
  return headers;
}
