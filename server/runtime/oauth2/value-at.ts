/** Reads a value by a path with dots: `authed_user.access_token`, `accounts.0.id`. Own properties only: `__proto__` and the like are nobody's answers. */
export function valueAt(value: unknown, path: string): unknown {
  let current = value;
  for (const part of path.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    current = Reflect.get(current, part);
  }
  return current;
}
