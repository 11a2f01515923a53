import { isObject } from '../../connectors/definition.ts';

/** A rule as it is being written: any part of it may be missing yet. */
export type RuleDraft = Record<string, unknown>;

export const operators = [
  { value: 'equals', label: 'is' },
  { value: 'not_equals', label: 'is not' },
  { value: 'in', label: 'is one of', many: true },
  { value: 'not_in', label: 'is none of', many: true },
  { value: 'at_least', label: 'is at least' },
  { value: 'greater', label: 'is more than' },
  { value: 'at_most', label: 'is at most' },
  { value: 'less', label: 'is less than' },
  { value: 'contains', label: 'contains' },
  { value: 'starts_with', label: 'begins with' },
  { value: 'has_any', label: 'has any of', many: true },
  { value: 'has_all', label: 'has all of', many: true },
  { value: 'has', label: 'is known' },
] as const;

export const isMany = (operator: string): boolean =>
  operators.some((one) => one.value === operator && 'many' in one && one.many);

export type RuleKind = 'all' | 'any' | 'not' | 'has' | 'compare';

export function kindOf(rule: RuleDraft): RuleKind {
  if ('all' in rule) return 'all';
  if ('any' in rule) return 'any';
  if ('not' in rule) return 'not';
  return 'has' in rule ? 'has' : 'compare';
}

export const partsOf = (rule: RuleDraft): RuleDraft[] => {
  const list = 'all' in rule ? rule.all : rule.any;
  return Array.isArray(list) ? list.map((one) => (isObject(one) ? one : {})) : [];
};

/** What was typed, as a value: a number and yes or no are what they look like. */
export function readValue(text: string): string | number | boolean {
  const plain = text.trim();
  if (plain === 'true' || plain === 'false') return plain === 'true';
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(plain) ? Number(plain) : plain;
}

export const readValues = (text: string): (string | number | boolean)[] =>
  text.split(',').flatMap((one) => (one.trim() === '' ? [] : [readValue(one)]));

export const valueText = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(', ') : value === undefined || value === null ? '' : String(value);

/** Another way to compare; what was compared with stays as far as it can. */
export function withOperator(rule: RuleDraft, operator: string): RuleDraft {
  const path = typeof rule.has === 'string' ? rule.has : typeof rule.path === 'string' ? rule.path : '';
  if (operator === 'has') return { has: path };
  const text = valueText(rule.value);
  return { path, is: operator, value: isMany(operator) ? readValues(text) : readValue(text.split(',')[0] ?? '') };
}

const words = (value: unknown): string => (typeof value === 'string' ? `“${value}”` : String(value));

/** A rule as a sentence, for a line above it. */
export function ruleWords(rule: RuleDraft, nameOf: (path: string) => string = (path) => path): string {
  const kind = kindOf(rule);
  if (kind === 'all' || kind === 'any') {
    const parts = partsOf(rule).map((part) => {
      const inner = ruleWords(part, nameOf);
      return ['all', 'any'].includes(kindOf(part)) && partsOf(part).length > 1 ? `(${inner})` : inner;
    });
    return parts.join(kind === 'all' ? ' and ' : ' or ');
  }
  if (kind === 'not') return `not (${isObject(rule.not) ? ruleWords(rule.not, nameOf) : '…'})`;
  if (kind === 'has') return `${nameOf(String(rule.has ?? ''))} is known`;
  const operator = operators.find(({ value }) => value === rule.is)?.label ?? 'is';
  const values = Array.isArray(rule.value) ? rule.value.map(words).join(', ') : words(rule.value ?? '');
  return `${nameOf(String(rule.path ?? ''))} ${operator} ${values}`;
}
