import type { z } from 'zod';
import type { FormField } from '#server/embed/embed-schemas.ts';
import { formFields } from '#server/embed/form-fields.ts';
import { scheduleSchema } from '#server/syncs/schedule.ts';
import { parseJson } from '#server/trpc/page.ts';
import type { Definition } from './definition.ts';
import type { Field } from './form.ts';
import { fulfils } from './rule.ts';
import { allowsSchedule } from './schedule-bounds.ts';

/** A question as it is asked: the connector's own form, in the vendor's words and order. */
export interface Question extends Field {
  kind: FormField['kind'];
  label: string;
  required: boolean;
  /** Of the connector's settings: its objects can't do without it. */
  ofConnector: boolean;
}

type Answers = Record<string, unknown>;

/** What a version asks. Questions of the connector that the vendor does not mention come last, as the connector words them. */
export function questionsOf(definition: Definition, settings: z.ZodObject): Question[] {
  const asked = formFields(settings);
  const fields = definition.form?.fields ?? [];
  const ofVendor = fields.map((field): Question => {
    const own = asked.find(({ name }) => name === field.name);
    const given = own ? { ...defined(own), ...defined(field) } : defined(field);
    const isNeeded = own?.required === true && own.default === undefined;
    const hasDefault = field.default !== undefined || own?.default !== undefined;
    return {
      ...given,
      name: field.name,
      label: field.label ?? own?.label ?? field.name,
      kind: own?.kind ?? field.kind ?? (field.choices ? 'select' : field.options ? 'options' : 'text'),
      required: isNeeded || (field.required ?? own?.required ?? false) || hasDefault,
      ofConnector: own !== undefined,
    };
  });
  const others = asked.filter(({ name }) => !fields.some((field) => field.name === name));
  return [...ofVendor, ...others.map((own): Question => ({ ...own, ofConnector: true }))];
}

const defined = <T extends object>(of: T): Partial<T> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Partial<T>;

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/**
 * What holds: defaults, then what the customer said, then what the vendor alone sets. An answer to a question that is not
 * asked (any more) does not count, whoever sent it.
 */
export function effectiveAnswers(questions: readonly Question[], own: Answers, internal: Answers): Answers {
  const answers: Answers = {};
  for (const question of questions) {
    if (question.showWhen && !fulfils(question.showWhen, answers)) continue;
    const value = question.internalOnly
      ? [internal[question.name], question.value, question.default].find(isGiven)
      : [Object.hasOwn(own, question.name) ? own[question.name] : undefined, question.default].find(isGiven);
    if (isGiven(value)) answers[question.name] = value;
  }
  return answers;
}

export interface AnswerProblem {
  name: string;
  label: string;
  message: string;
}

interface CheckedAnswers {
  /** The customer's own, to be kept: of questions that are asked, and no defaults, so that a better default reaches those who never chose. */
  own: Answers;
  problems: AnswerProblem[];
}

/** Holds what a customer answered against what is asked. */
export function checkAnswers(
  questions: readonly Question[],
  settings: z.ZodObject,
  own: Answers,
  internal: Answers,
): CheckedAnswers {
  const holds = effectiveAnswers(questions, own, internal);
  const problems: AnswerProblem[] = [];
  for (const question of questions) {
    // What was emptied on purpose is not filled with the default behind somebody's back.
    const isEmptied = question.required && !question.internalOnly && own[question.name] === '';
    const message = isEmptied ? `${question.label} is needed.` : problemOf(question, holds);
    if (message !== undefined) problems.push({ name: question.name, label: question.label, message });
  }
  const parsed = settings.safeParse(holds);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = String(path[0] ?? '');
    const label = questions.find((question) => question.name === name)?.label ?? name;
    if (!problems.some((one) => one.name === name)) problems.push({ name, label, message });
  }
  const kept = questions.filter(
    ({ name, internalOnly }) => !internalOnly && name in holds && Object.hasOwn(own, name) && isGiven(own[name]),
  );
  const asParsed: Answers = parsed.success ? { ...holds, ...parsed.data } : holds;
  return { own: Object.fromEntries(kept.map(({ name }) => [name, asParsed[name]])), problems };
}

function problemOf(question: Question, holds: Answers): string | undefined {
  if (question.showWhen && !fulfils(question.showWhen, holds)) return undefined;
  const value = holds[question.name];
  if (value === undefined) return question.required ? `${question.label} is needed.` : undefined;
  if (question.kind === 'switch') return typeof value === 'boolean' ? undefined : 'Expected yes or no.';
  if (question.kind === 'number') return numberProblem(question, value);
  if (question.kind === 'schedule') return scheduleProblem(question, value);
  if (question.ofConnector && !question.choices) return textProblem(question, String(value));
  if (typeof value !== 'string') return 'Expected a text.';
  if (question.choices && !question.choices.some((choice) => choice.value === value))
    return `${question.label} can’t be ${value.slice(0, 60)} (any more).`;
  return textProblem(question, value);
}

/** An answer is one value, so a schedule is kept as its JSON. */
function scheduleProblem({ bounds, label }: Question, value: unknown): string | undefined {
  const { data } = scheduleSchema.safeParse(typeof value === 'string' ? parseJson(value) : undefined);
  if (!data) return 'Expected when it should run.';
  return bounds && !allowsSchedule(bounds, data) ? `${label} can’t be at these times.` : undefined;
}

function numberProblem({ min, max }: Question, value: unknown): string | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return 'Expected a number.';
  if (min !== undefined && number < min) return `It has to be ${min} or more.`;
  return max !== undefined && number > max ? `It has to be ${max} or less.` : undefined;
}

function textProblem({ minLength, maxLength, pattern, patternWords }: Question, value: string): string | undefined {
  if (minLength !== undefined && value.length < minLength) return `It has to have ${minLength} characters or more.`;
  if (maxLength !== undefined && value.length > maxLength) return `It has to have ${maxLength} characters or fewer.`;
  if (pattern === undefined || new RegExp(pattern, 'u').test(value)) return undefined;
  return patternWords ? `Expected: ${patternWords}` : 'It does not have the form that is expected here.';
}

/** The answers that may be shown: none that the vendor alone sets, and none of a secret. */
export function shownAnswers(questions: readonly Question[], own: Answers): Answers {
  const hidden = questions.filter(({ internalOnly, kind }) => internalOnly || kind === 'password');
  return Object.fromEntries(Object.entries(own).filter(([name]) => !hidden.some((one) => one.name === name)));
}
