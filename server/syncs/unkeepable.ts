interface Unkeepable {
  field: string;
  message: string;
}

/**
 * What of a row would be gone once it is stored, without anybody being told: a number that is too large to be one, which
 * JSON writes as null, and a field named __proto__, which every copy of an object leaves out.
 */
export function unkeepable(value: unknown, field = ''): Unkeepable | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : { field, message: 'The number is too large to be kept.' };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const prefix = field === '' ? '' : `${field}.`;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      const found: unknown = value[at];
      // Most of what a row holds is text: for that, no path is made.
      const lost = typeof found === 'string' ? undefined : unkeepable(found, `${prefix}${at}`);
      if (lost) return lost;
    }
    return undefined;
  }
  for (const name of Object.keys(value)) {
    if (name === '__proto__') return { field: `${prefix}${name}`, message: 'A field of this name can’t be kept.' };
    const found: unknown = Reflect.get(value, name);
    if (typeof found !== 'object' && typeof found !== 'number') continue;
    const lost = unkeepable(found, `${prefix}${name}`);
    if (lost) return lost;
  }
  return undefined;
}
