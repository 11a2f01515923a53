import { z } from 'zod';

/*
 * A small language of yes and no, as data: who is offered something, and when a question is shown. It knows three answers.
 * What is compared with something that is not there is neither true nor false, and `not` of that is not true either: a rule
 * that can't be decided is never a yes.
 */

const scalar = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]);
const path = z
  .string()
  .max(200)
  .regex(/^[\w-]+(\.[\w-]+)*$/, 'expected a name such as plan or metadata.seats')
  .refine((text) => !text.split('.').includes('__proto__'), 'this name can’t be used');

const single = ['equals', 'not_equals', 'greater', 'at_least', 'less', 'at_most', 'contains', 'starts_with'] as const;
const several = ['in', 'not_in', 'has_any', 'has_all'] as const;

type Single = (typeof single)[number];
type Several = (typeof several)[number];
type Scalar = z.infer<typeof scalar>;

export type Rule =
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule }
  | { has: string }
  | { path: string; is: Single; value: Scalar }
  | { path: string; is: Several; value: Scalar[] };

const deepest = 10;

const depthOf = (value: unknown, depth = 0): number => {
  if (typeof value !== 'object' || value === null || depth > 2 * deepest + 4) return depth;
  return Math.max(depth, ...Object.values(value).map((inner) => depthOf(inner, depth + 1)));
};

const nested: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(nested).min(1).max(50) }),
    z.strictObject({ any: z.array(nested).min(1).max(50) }),
    z.strictObject({ not: nested }),
    z.strictObject({ has: path }),
    z.strictObject({ path, is: z.enum(single), value: scalar }),
    z.strictObject({ path, is: z.enum(several), value: z.array(scalar).min(1).max(200) }),
  ]),
);

/** Looked at from outside first: one that is nested for ever is not gone into. */
export const ruleSchema: z.ZodType<Rule> = z
  .unknown()
  .refine((value) => depthOf(value) <= 2 * deepest, `a rule may be ${deepest} deep`)
  .pipe(nested);

/** Whether a rule is fulfilled; false where that can't be told. */
export function fulfils(rule: Rule, facts: object): boolean {
  return decide(rule, facts) === true;
}

type Answer = boolean | undefined;

/** Undefined where something is asked for that is not there. */
export function decide(rule: Rule, facts: object): Answer {
  if ('all' in rule) {
    const answers = rule.all.map((one) => decide(one, facts));
    return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
  }
  if ('any' in rule) {
    const answers = rule.any.map((one) => decide(one, facts));
    return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
  }
  if ('not' in rule) {
    const answer = decide(rule.not, facts);
    return answer === undefined ? undefined : !answer;
  }
  if ('has' in rule) return isThere(at(facts, rule.has));
  const value = at(facts, rule.path);
  return isThere(value) ? compare(value, rule) : undefined;
}

const isThere = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

function at(facts: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
      facts,
    );
}

function compare(value: unknown, rule: Extract<Rule, { is: string }>): Answer {
  const values = Array.isArray(value) ? value : [value];
  switch (rule.is) {
    case 'equals':
      return same(value, rule.value);
    case 'not_equals':
      return !same(value, rule.value);
    case 'in':
      return rule.value.some((one) => same(value, one));
    case 'not_in':
      return !rule.value.some((one) => same(value, one));
    case 'has_any':
      return rule.value.some((one) => values.some((own) => same(own, one)));
    case 'has_all':
      return rule.value.every((one) => values.some((own) => same(own, one)));
    case 'contains':
      return Array.isArray(value)
        ? value.some((own) => same(own, rule.value))
        : typeof value === 'string' && typeof rule.value === 'string'
          ? value.includes(rule.value)
          : undefined;
    case 'starts_with':
      return typeof value === 'string' && typeof rule.value === 'string' ? value.startsWith(rule.value) : undefined;
    default:
      return ordered(rule.is, numberOf(value), numberOf(rule.value));
  }
}

function ordered(is: 'greater' | 'at_least' | 'less' | 'at_most', one: Maybe, other: Maybe): Answer {
  if (one === undefined || other === undefined) return undefined;
  if (is === 'greater') return one > other;
  if (is === 'at_least') return one >= other;
  return is === 'less' ? one < other : one <= other;
}

type Maybe = number | undefined;

/** A number and its digits are one: metadata is often written as text. */
function same(one: unknown, other: Scalar): boolean {
  if (one === other) return true;
  const [a, b] = [numberOf(one), numberOf(other)];
  return a !== undefined && a === b && (typeof one === 'number' || typeof other === 'number');
}

function numberOf(value: unknown): Maybe {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(value) ? Number(value) : undefined;
}

/** The names that a rule asks for. */
export function pathsOfRule(rule: Rule): string[] {
  if ('all' in rule) return rule.all.flatMap(pathsOfRule);
  if ('any' in rule) return rule.any.flatMap(pathsOfRule);
  if ('not' in rule) return pathsOfRule(rule.not);
  return ['has' in rule ? rule.has : rule.path];
}
