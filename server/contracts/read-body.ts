/** Nested values of `a[b]=1&list[0]=x&ids[]=y`. */
export function parseForm(text: string | URLSearchParams): Record<string, unknown> {
  const root = branch();
  for (const [key, value] of new URLSearchParams(text)) {
    const [first = '', ...inner] = key.split('[');
    const parts = [first, ...inner.map((part) => part.replace(/\]$/, ''))];
    let at = root;
    parts.forEach((part, index) => {
      const name = part === '' && index > 0 ? String(Object.keys(at).length) : part;
      if (index === parts.length - 1) at[name] = name in at ? [at[name], value].flat() : value;
      else {
        const next = at[name];
        const inside = isBranch(next) ? next : branch();
        at[name] = inside;
        at = inside;
      }
    });
  }
  return root;
}

type Branch = Record<string, unknown>;
const branch = (): Branch => Object.create(null);
const isBranch = (value: unknown): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a multipart body; a file is its text. Undefined: it is none. */
export function parseMultipart(body: string | Uint8Array, contentType: string): Record<string, unknown> | undefined {
  const boundary = contentType.match(/boundary="?([^";]+)"?/i)?.[1];
  if (boundary === undefined) return undefined;
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('latin1');
  const fields: Record<string, unknown> = {};
  for (const part of text.split(`--${boundary}`).slice(1, -1)) {
    const end = part.indexOf('\r\n\r\n');
    const head = part.slice(0, end);
    const name = head.match(/name="([^"]*)"/i)?.[1];
    if (end === -1 || name === undefined) return undefined;
    const raw = part.slice(end + 4).replace(/\r\n$/, '');
    const content = /content-type:\s*application\/json/i.test(head) ? json(raw) : raw;
    const key = name.replace(/\[\]$/, '');
    fields[key] = Object.hasOwn(fields, key) ? [fields[key], content].flat() : content;
  }
  return fields;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
