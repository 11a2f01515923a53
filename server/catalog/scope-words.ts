import type { LoadedConnector } from '#connectors/registry.ts';
import { authsOf } from './template-names.ts';

/** The plain words of every scope that one of the ways in may ask for. */
export function scopeWordsOf({ connector }: LoadedConnector): Record<string, string> {
  const all = authsOf(connector).map((auth) => ('scopeWords' in auth ? (auth.scopeWords ?? {}) : {}));
  return Object.assign({}, ...all);
}
