import type { DeclaredRequest } from '#connectors/kit/declared.ts';
import { fillValue } from '../template.ts';

type Query = NonNullable<DeclaredRequest['query']>;
type Filled = Record<string, string | string[]>;

const separators = { comma: ',', space: ' ', pipe: '|' } as const;

/** The parameters of an address, lists and objects written as the app reads them. What has no value is left out. */
export function fillQuery(query: Query, filling: { values: Record<string, unknown>; app: string }): Filled {
  const filled: Filled = {};
  for (const [name, written] of Object.entries(query)) {
    const { value: template, style = 'repeat' } = typeof written === 'string' ? { value: written } : written;
    const value = fillValue({ template, ...filling });
    if (value === undefined || value === null) continue;
    if (style === 'deep' || style === 'brackets') Object.assign(filled, deep(name, value));
    else if (!Array.isArray(value)) filled[name] = text(value);
    else if (style === 'repeat') filled[name] = value.map(text);
    else filled[name] = value.map(text).join(separators[style]);
  }
  return filled;
}

/** `created[gte]=1`, `ids[]=a&ids[]=b`. */
function deep(name: string, value: unknown): Filled {
  if (typeof value !== 'object' || value === null) return { [name]: text(value) };
  const isList = Array.isArray(value);
  if (isList && value.every((item) => typeof item !== 'object')) return { [`${name}[]`]: value.map(text) };
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.assign({}, ...entries.map(([key, item]) => deep(`${name}[${key}]`, item)));
}

const text = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
