/** What a 401 or 403 says about how to be let in (RFC 9728, 5.1; RFC 6750, 3). */
export interface Challenge {
  resourceMetadata?: string;
  scope?: string;
  error?: string;
}

const longest = 8_000;
const parameter = /(?:^|[\s,])([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/gi;

/** Reads the parameters of `WWW-Authenticate` that concern us, of whichever scheme they stand behind; the first of a name counts. */
export function readChallenge(header: string | null): Challenge {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, bare = ''] of (header ?? '').slice(0, longest).matchAll(parameter)) {
    const value = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), value);
  }
  const resourceMetadata = found.get('resource_metadata');
  const scope = found.get('scope');
  const error = found.get('error');
  return {
    ...(resourceMetadata !== undefined && { resourceMetadata }),
    ...(scope !== undefined && { scope }),
    ...(error !== undefined && { error }),
  };
}
