/** Adds parts to a JSON pointer (RFC 6901). */
export function pointer(base: string, ...parts: (string | number)[]): string {
  return parts.reduce<string>((place, part) => `${place}/${escaped(String(part))}`, base);
}

/** The parts of `#/a/b~1c` or `/a/b~1c`; undefined where it is no pointer into the document itself. */
export function partsOf(reference: string): string[] | undefined {
  const path = reference.startsWith('#') ? reference.slice(1) : reference;
  if (path === '') return [];
  if (!path.startsWith('/')) return undefined;
  return path.slice(1).split('/').map(unescaped);
}

const escaped = (part: string) => part.replaceAll('~', '~0').replaceAll('/', '~1');

function unescaped(part: string): string {
  const decoded = part.includes('%') ? decode(part) : part;
  return decoded.replaceAll('~1', '/').replaceAll('~0', '~');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
