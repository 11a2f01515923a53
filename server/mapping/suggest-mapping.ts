import type { JsonSchema, ObjectField } from '#connectors/kit/index.ts';
import { isEmpty } from './empty.ts';

import { type Kind, kindOfField, kindOfValue } from './kind-of.ts';
import { limits } from './limits.ts';
import type { Expression, Step } from './mapping-document.ts';
import { parsePath, quoted, readAt } from './path.ts';
import { meanTheSame, wordsOf } from './synonyms.ts';
import { type TargetField, targetFieldsOf } from './target-fields.ts';

export interface Suggestion {
  target: string;
  from: Expression;
  /** The source field's path. */
  source: string;
  /** From 0 to 1. */
  confidence: number;
  reasons: string[];
}

const least = 0.45;
const mostSamples = 50;

/**
 * Finds a source for each field of the model, by names, types and values of samples. The same input gives the same answer,
 * and nothing is used before a person has confirmed it.
 */
export function suggestMapping(
  sources: readonly ObjectField[],
  samples: readonly unknown[],
  schema: JsonSchema,
): Suggestion[] {
  const targets = targetFieldsOf(schema);
  const known = withSampled(sources, samples).map((field) => ({ field, values: valuesOf(field, samples) }));
  const all = targets.flatMap((target) =>
    known.map(({ field, values }) => ({ target, field, values, ...scoreOf(field, values, target) })),
  );
  const order = all
    .filter(({ score }) => score >= least)
    .sort(
      (one, other) =>
        other.score - one.score ||
        compare(one.target.path, other.target.path) ||
        one.field.name.length - other.field.name.length ||
        compare(one.field.name, other.field.name),
    );
  const used = new Set<string>();
  const found = new Map<string, Suggestion>();
  for (const { target, field, values, score, reasons } of order) {
    if (found.has(target.path) || used.has(field.name)) continue;
    used.add(field.name);
    const steps = stepsFor(field, values, target);
    found.set(target.path, {
      target: target.path,
      from: { path: field.name, ...(steps.length > 0 && { steps }) },
      source: field.name,
      confidence: Math.round(score * 100) / 100,
      reasons,
    });
  }
  return targets.flatMap(({ path }) => found.get(path) ?? []);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The described fields, and those that only the samples have: an account's own. */
export function withSampled(sources: readonly ObjectField[], samples: readonly unknown[]): ObjectField[] {
  const byName = new Map(sources.filter(({ name }) => parsePath(name)).map((field) => [field.name, field]));
  const collect = (value: unknown, before: string, depth: number): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const [key, inner] of Object.entries(value).slice(0, 500)) {
      const name = before === '' ? quoted(key) : `${before}${/^\[/.test(quoted(key)) ? '' : '.'}${quoted(key)}`;
      if (byName.size >= 3_000 || !parsePath(name)) continue;
      const kind = kindOfValue(inner);
      if (kind === 'object' && depth < 4) collect(inner, name, depth + 1);
      else if (!byName.has(name) && kind !== undefined && kind !== 'object')
        byName.set(name, { name, label: key, type: kind === 'integer' ? 'number' : kind });
    }
  };
  for (const sample of samples.slice(0, mostSamples)) collect(sample, '', 0);
  return [...byName.values()];
}

export function valuesOf(field: ObjectField, samples: readonly unknown[]): unknown[] {
  const read = readAt(field.name);
  const scope = { computed: new Map<string, unknown>(), lookups: new Map<string, never>(), left: limits.work };
  return samples.slice(0, mostSamples).flatMap((row) => {
    const value = read({ ...scope, row, here: row });
    return isEmpty(value) ? [] : [value];
  });
}

interface Score {
  score: number;
  reasons: string[];
}

/** Names count most; a type that does not fit takes away, values that look like it add. */
function scoreOf(field: ObjectField, values: readonly unknown[], target: TargetField): Score {
  const byName = Math.max(
    likeness(field.name, target.path),
    likeness(field.label, target.label),
    likeness(field.label, target.path),
  );
  const fit = fitOf(kindOfField(field), target, values);
  const shape = shapeFit(values, target);
  const overlap = choiceOverlap(field, values, target);
  const reasons = [
    ...(byName >= 0.95
      ? ['the names are the same']
      : byName >= 0.6
        ? ['the names mean the same']
        : byName > 0
          ? ['the names are alike']
          : []),
    ...(shape > 0 ? ['the values look like it'] : []),
    ...(overlap > 0 ? ['the choices are the same'] : []),
    ...(fit < 0 ? ['the types differ'] : []),
  ];
  const score = byName * 0.85 + fit * 0.1 + shape * 0.35 + overlap * 0.35 + (byName > 0 && fit > 0 ? 0.05 : 0);
  return { score: Math.max(0, Math.min(1, score)), reasons };
}

/** How alike two names are: all of them, their last parts, or words that mean the same. */
function likeness(one: string, other: string): number {
  const [a, b] = [lastWords(one), lastWords(other)];
  const [joinedA, joinedB] = [a.join(''), b.join('')];
  if (joinedA === '' || joinedB === '') return 0;
  if (joinedA === joinedB) return wordsOf(one).join('') === wordsOf(other).join('') ? 1 : 0.95;
  if (meanTheSame(joinedA, joinedB)) return 0.8;
  const [wordsA, wordsB] = [wordsOf(one), wordsOf(other)];
  const matched = wordsA.filter((word) =>
    wordsB.some((candidate) => candidate === word || meanTheSame(candidate, word)),
  );
  const share = matched.length / Math.max(wordsA.length, wordsB.length);
  if (share >= 1) return 0.75;
  // `city` is a part of `billing_city`.
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return Math.max(share * 0.6, shorter.every((word) => longer.includes(word)) ? 0.5 : 0);
}

/** The part behind the last dot: what a nested field is itself called. */
const lastWords = (name: string): string[] => wordsOf(name.split('.').at(-1) ?? name);

const alike: Partial<Record<NonNullable<Kind>, NonNullable<Kind>[]>> = {
  text: ['text', 'choice'],
  choice: ['choice', 'text'],
  number: ['number', 'integer'],
  integer: ['integer', 'number'],
  date: ['date', 'datetime'],
  datetime: ['datetime', 'date'],
};

function fitOf(kind: Kind, target: TargetField, values: readonly unknown[]): number {
  if (kind === undefined || target.type === undefined) return 0;
  if (kind === target.type) return 1;
  if (alike[kind]?.includes(target.type)) return 0.5;
  if (kind === 'number' && (target.type === 'date' || target.type === 'datetime'))
    return values.every(isUnixTime) ? 0.5 : -4;
  // A text may hold anything.
  return kind === 'text' ? 0 : -4;
}

/** Seconds or milliseconds since 1970, of the last decades and the next. */
const isUnixTime = (value: unknown): boolean => {
  const seconds = typeof value === 'number' ? (value > 1e11 ? value / 1000 : value) : Number.NaN;
  return seconds > 1e8 && seconds < 5e9;
};

const looks: { words: string[]; test: (text: string) => boolean }[] = [
  { words: ['email', 'mail'], test: (text) => /^[^\s@]{1,64}@[^\s@]{1,200}\.[a-z]{2,}$/i.test(text) },
  {
    words: ['phone', 'mobile', 'tel', 'telephone'],
    test: (text) => /^\+?[\d\s()./-]{7,20}$/.test(text) && /\d.*\d.*\d/.test(text),
  },
  { words: ['url', 'website', 'link', 'homepage'], test: (text) => /^https?:\/\/\S{1,500}$/i.test(text) },
  { words: ['country'], test: (text) => /^[A-Z]{2}$/.test(text) },
  { words: ['currency'], test: (text) => /^[A-Z]{3}$/.test(text) },
];

function shapeFit(values: readonly unknown[], target: TargetField): number {
  const words = wordsOf(target.path);
  const look = looks.find((one) => one.words.some((word) => words.includes(word)));
  if (!look || values.length === 0) return 0;
  const matching = values.filter((value) => typeof value === 'string' && value.length < 600 && look.test(value.trim()));
  return matching.length / values.length >= 0.6 ? matching.length / values.length : 0;
}

function choiceOverlap(field: ObjectField, values: readonly unknown[], target: TargetField): number {
  if (!target.choices || target.choices.length === 0) return 0;
  const wanted = new Set(target.choices.map((choice) => choice.toLowerCase()));
  const given = field.choices?.flatMap(({ value, label }) => [value, label]) ?? values.map(String);
  const distinct = [...new Set(given.map((value) => value.toLowerCase()))];
  if (distinct.length === 0) return 0;
  const shared = distinct.filter((value) => wanted.has(value)).length;
  const share = shared / Math.min(distinct.length, wanted.size);
  return share >= 0.5 ? Math.min(1, share) : 0;
}

/** What makes the values fit the model, where that is plain. */
function stepsFor(field: ObjectField, values: readonly unknown[], target: TargetField): Step[] {
  const kind = kindOfField(field);
  const words = wordsOf(target.path);
  if (kind === 'list' && target.type !== undefined && target.type !== 'list') return [{ do: 'first' }];
  if (target.choices && field.choices) return choiceTable(field.choices, target.choices);
  if ((target.type === 'date' || target.type === 'datetime') && kind === 'number') {
    const inMs = values.some((value) => typeof value === 'number' && Math.abs(value) > 1e11);
    return [{ do: 'date', read: [inMs ? 'unix_ms' : 'unix'], write: target.type }];
  }
  if ((target.type === 'date' || target.type === 'datetime') && kind !== target.type)
    return [{ do: 'date', write: target.type }];
  if (target.type === 'text' && words.includes('email')) return [{ do: 'email' }];
  return [];
}

/** Choices that are called the same, whatever their case. */
export function choiceTable(given: readonly { value: string; label: string }[], wanted: readonly string[]): Step[] {
  const byName = new Map(wanted.map((choice) => [choice.toLowerCase(), choice]));
  const rows = given.flatMap(({ value, label }) => {
    const to = byName.get(value.toLowerCase()) ?? byName.get(label.toLowerCase());
    return to === undefined || to === value ? [] : [{ from: [value], to }];
  });
  return rows.length === 0 ? [] : [{ do: 'values', table: rows, otherwise: 'keep' }];
}
