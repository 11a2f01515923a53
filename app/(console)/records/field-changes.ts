type Data = Record<string, unknown> | null;

export interface FieldChange {
  /** `custom.vip`: objects are opened, lists are not. */
  field: string;
  before: string | undefined;
  now: string | undefined;
  changed: boolean;
}

/** The fields of a record as it was and as it is: those that differ first, each group in the record's own order. */
export function fieldChanges(before: Data, now: Data): FieldChange[] {
  const old = flatten(before);
  const current = flatten(now);
  const fields = [...new Set([...current.keys(), ...old.keys()])];
  const all = fields.map((field) => {
    const change = { field, before: old.get(field), now: current.get(field) };
    return { ...change, changed: change.before !== change.now };
  });
  return [...all.filter((one) => one.changed), ...all.filter((one) => !one.changed)];
}

function flatten(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    for (const [name, inner] of Object.entries(value)) flatten(inner, path ? `${path}.${name}` : name, into);
  } else if (path) into.set(path, valueText(value));
  return into;
}

/** A value in one line; a text without its quotes, nothing as nothing. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
