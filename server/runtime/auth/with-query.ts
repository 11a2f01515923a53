/** The address with these parameters, each in place of any of the same name; the others keep the letters they were written with. */
export function withQuery(url: URL, parameters: Record<string, string>): URL {
  const added = Object.entries(parameters);
  if (added.length === 0) return url;
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !Object.hasOwn(parameters, nameOf(part)));
  const written = added.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const result = new URL(url);
  result.search = [...kept, ...written].join('&');
  return result;
}

function nameOf(part: string): string {
  const [name] = new URLSearchParams(part).keys();
  return name ?? '';
}
