const entry = /<([^<>]*)>((?:\s*;\s*[\w*!#$&+.^`|~-]+\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g;
const parameter = /;\s*([\w*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*))/g;

/** The address of a relation in a `Link` header (RFC 8288); `rel` may hold several, apart by spaces. */
export function linkIn(header: string | null, relation: string): string | undefined {
  // Apps send a few hundred bytes; what is longer than any list of links is not read.
  for (const [, address = '', parameters = ''] of (header ?? '').slice(0, 16_384).matchAll(entry)) {
    for (const [, name = '', quoted, plain = ''] of parameters.matchAll(parameter)) {
      if (name.toLowerCase() !== 'rel') continue;
      if ((quoted ?? plain).toLowerCase().split(/\s+/).includes(relation)) return address;
      break;
    }
  }
  return undefined;
}
