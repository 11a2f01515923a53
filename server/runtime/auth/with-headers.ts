/** Headers with these in place of any of the same name, however that was written. */
export function withHeaders(headers: Record<string, string>, added: Record<string, string>): Record<string, string> {
  const replaced = new Set(Object.keys(added).map((name) => name.toLowerCase()));
  const kept = Object.entries(headers).filter(([name]) => !replaced.has(name.toLowerCase()));
  const written = Object.entries(added).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries([...kept, ...written]);
}

export function headerOf(headers: Record<string, string>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}
