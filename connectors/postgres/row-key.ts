/** One value as it is; several joined by a bar, with bars of their own escaped. */
export function rowKey(values: Record<string, unknown>, key: string[]): string {
  const parts = key.map((name) => {
    const value = values[name];
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
  return parts.length === 1 ? parts.join('') : parts.map((part) => part.replace(/[\\|]/g, '\\$&')).join('|');
}

/** The values that a key was made of, one for each of its columns; null where it was made of another number of them. */
export function readRowKey(text: string, key: string[]): string[] | null {
  if (key.length === 1) return [text];
  const parts = [...text.matchAll(/((?:[^\\|]|\\.)*)(\||$)/gs)].slice(0, key.length);
  const values = parts.map(([, part = '']) => part.replace(/\\(.)/gs, '$1'));
  const written = rowKey(Object.fromEntries(key.map((name, index) => [name, values[index]])), key);
  return written === text ? values : null;
}
