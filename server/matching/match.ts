import { z } from 'zod';
import type { Expression, MappedField, Mapping, Step } from '#server/mapping/mapping-document.ts';

const scalar = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]);
const otherwise = z.union([z.enum(['keep', 'clear', 'error']), z.object({ default: scalar })]);

/** One field as its customer matches it: the part of a mapped field that a form can show. */
export const matchSchema = z.object({
  /** The field of the vendor's model, or one of the customer's own. */
  target: z.string().min(1).max(200),
  /** The path in the app's row; null where nothing is chosen, or where the vendor fills the field. */
  source: z.string().min(1).max(500).nullable(),
  /** Taken where the source is empty. */
  fallback: z.string().min(1).max(500).optional(),
  /** What is done to a value, in this order: steps of a mapping. */
  steps: z.array(z.record(z.string(), z.json())).max(10).optional(),
  /** What values become, after the steps. */
  values: z
    .object({ table: z.array(z.object({ from: z.array(scalar).min(1).max(200), to: scalar })).max(500), otherwise })
    .optional(),
  /** What happens where nothing is there; it is left out where this is absent. */
  empty: z.union([z.enum(['skip', 'clear', 'error']), z.object({ default: scalar })]).optional(),
  /** What a field of the customer's own is called. */
  label: z.string().max(100).optional(),
  /** As the vendor made it. */
  byVendor: z.literal(true).optional(),
});
export type Match = z.infer<typeof matchSchema>;

/** What customers may do to a value. Nothing of it looks anywhere but at the value and at tables. */
const allowed = new Set<string>([
  ...(['trim', 'collapse', 'lower', 'upper', 'title', 'digits', 'strip_tags', 'email', 'replace', 'cut'] as const),
  ...(['split', 'name', 'name_case', 'phone', 'country', 'state', 'currency', 'date', 'number', 'decimal'] as const),
  ...(['convert', 'lookup', 'first', 'last', 'count', 'unique', 'join'] as const),
] satisfies Step['do'][]);

/** Names that come from another field of the row are the vendor's business. */
const looksAside = (step: object): boolean => 'countryFrom' in step || 'currencyFrom' in step;

export const mayDo = (step: object): boolean =>
  'do' in step && typeof step.do === 'string' && allowed.has(step.do) && !looksAside(step);

/** A mapped field as a match; undefined where it does more than a form can show. */
export function matchOf({ target, from, empty, unusable, type, note }: MappedField): Match | undefined {
  if (unusable !== undefined || type !== undefined) return undefined;
  const steps = [...(from.steps ?? [])];
  const last = steps.at(-1);
  const values = last?.do === 'values' ? last : undefined;
  if (values) steps.pop();
  const place = placeOf(from);
  if (!place || !steps.every(mayDo) || values?.ignoreCase) return undefined;
  const read = matchSchema.safeParse({
    ...{ target, ...place },
    ...(steps.length > 0 && { steps }),
    ...(values && { values: { table: values.table, otherwise: values.otherwise } }),
    ...(empty !== undefined && empty !== 'skip' && { empty }),
    ...(note !== undefined && { label: note }),
  });
  return read.data;
}

function placeOf(from: Expression): Pick<Match, 'source' | 'fallback'> | undefined {
  const plain = (one: Expression | undefined) =>
    one && 'path' in one && !one.steps && /^[^@$]/.test(one.path) && one.path !== '.' ? one.path : undefined;
  if ('path' in from) {
    const source = plain({ path: from.path });
    return source === undefined ? undefined : { source };
  }
  if (!('firstOf' in from) || from.firstOf.length !== 2) return undefined;
  const [source, fallback] = from.firstOf.map(plain);
  return source === undefined || fallback === undefined ? undefined : { source, fallback };
}

/** The field that a match stands for, as JSON: it is read like any document that somebody wrote. */
export function fieldOf({ target, source, fallback, steps = [], values, empty, label }: Match): object {
  const all = [...steps, ...(values ? [{ do: 'values', ...values }] : [])];
  const place = fallback === undefined ? { path: source } : { firstOf: [{ path: source }, { path: fallback }] };
  return {
    target,
    from: { ...place, ...(all.length > 0 && { steps: all }) },
    ...(empty !== undefined && { empty }),
    ...(label !== undefined && { note: label }),
  };
}

/** Every open field of a mapping as a match. What a form can't show is the vendor's, and none of it is told. */
export const matchesOf = (mapping: Mapping | undefined, isOpen: (target: string) => boolean): Match[] =>
  (mapping?.fields ?? [])
    .filter(({ target }) => isOpen(target))
    .map((field) => matchOf(field) ?? { target: field.target, source: null, byVendor: true });

interface Base {
  /** As it is now. */
  current: Mapping | undefined;
  /** As it comes with the integration. */
  vendor: Mapping | undefined;
  isOpen: (target: string) => boolean;
}

/** A mapping with its open fields matched anew, as JSON; everything else in it stays as it is. */
export function withMatches(matches: readonly Match[], { current, vendor, isOpen }: Base): object {
  const base = current ?? vendor ?? { mapping: 1, fields: [] };
  const made = (target: string) =>
    [current, vendor]
      .flatMap((one) => one?.fields ?? [])
      .find((field) => field.target === target && matchOf(field) === undefined);
  const given = new Map(matches.map((match) => [match.target, match]));
  const closed = base.fields.filter(({ target }) => !isOpen(target));
  // What the vendor made is replaced by a choice and by nothing else.
  const kept = base.fields.filter(
    (field) => isOpen(field.target) && !matchOf(field) && (given.get(field.target)?.source ?? null) === null,
  );
  const back = matches.flatMap(({ target, byVendor }) => {
    const isKept = kept.some((field) => field.target === target);
    return byVendor && !isKept ? (made(target) ?? []) : [];
  });
  const chosen = matches.filter(({ source, target }) => source !== null && isOpen(target)).map(fieldOf);
  return { ...base, fields: [...closed, ...kept, ...back, ...chosen] };
}
