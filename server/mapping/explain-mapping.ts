import type {
  Condition,
  Expression,
  FieldType,
  MappedField,
  Mapping,
  Otherwise,
  Policy,
  Step,
} from './mapping-document.ts';

export interface Explanation {
  /** The target field; `@name` of a computed one, `table name`, `filter`. */
  field: string;
  sentence: string;
}

/** Says what a mapping does, one sentence for each field, in the words of people. */
export function explainMapping(mapping: Mapping): Explanation[] {
  return [
    ...(mapping.filter ? [{ field: 'filter', sentence: `Only rows where ${ofCondition(mapping.filter)}.` }] : []),
    ...Object.entries(mapping.tables ?? {}).map(([name, rows]) => ({
      field: `table ${name}`,
      sentence: `A table of ${rows.length} values.`,
    })),
    ...(mapping.computed ?? []).map(({ name, from }) => ({
      field: `@${name}`,
      sentence: `Worked out: ${ofExpression(from)}.`,
    })),
    ...mapping.fields.map((field) => ({ field: field.target, sentence: ofField(field) })),
    ...(mapping.rest
      ? [
          {
            field: mapping.rest.to,
            sentence: `Everything else ${mapping.rest.filled ? 'that is filled ' : ''}of ${mapping.rest.from === '.' ? 'the row' : mapping.rest.from}, as it is.`,
          },
        ]
      : []),
    ...(mapping.raw === undefined ? [] : [{ field: mapping.raw, sentence: 'The row as the app sent it.' }]),
  ];
}

const types: Record<FieldType, string> = {
  text: 'as text',
  number: 'as a number',
  integer: 'as a whole number',
  boolean: 'as yes or no',
  date: 'as a date',
  datetime: 'as a time',
  choice: 'as a choice',
  list: 'as a list',
  object: 'as an object',
};

function ofField({ from, type, empty, unusable }: MappedField): string {
  const parts = [capital(ofExpression(from)), ...(type ? [types[type]] : [])].join(', ');
  const policies = [
    ...(empty === undefined || empty === 'skip' ? [] : [`where nothing is there, ${ofPolicy(empty)}`]),
    ...(unusable === undefined || unusable === 'error' ? [] : [`where it can’t be used, ${ofPolicy(unusable)}`]),
  ];
  return [parts, ...policies].join('; ').concat('.');
}

function ofPolicy(policy: Policy): string {
  if (policy === 'skip') return 'it is left out';
  if (policy === 'clear') return 'it is null';
  if (policy === 'error') return 'the record fails';
  return `it is ${literal(policy.default)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const literal = (value: unknown): string => {
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

function ofExpression(expression: Expression): string {
  return [ofSource(expression), ...(expression.steps ?? []).map(ofStep)].join(', ');
}

function ofSource(expression: Expression): string {
  if ('path' in expression) return expression.path === '.' ? 'the value itself' : `the field ${expression.path}`;
  if ('constant' in expression) return `always ${literal(expression.constant)}`;
  if ('template' in expression) return `the text ${literal(expression.template)}`;
  if ('firstOf' in expression) return `the first that is there of ${expression.firstOf.map(ofExpression).join(' / ')}`;
  if ('list' in expression) return `a list of ${expression.list.map(ofExpression).join(' / ')}`;
  const entries = Object.entries(expression.object).map(([name, inner]) => `${name} (${ofExpression(inner)})`);
  return `an object of ${entries.join(', ')}`;
}

function ofStep(step: Step): string {
  switch (step.do) {
    case 'trim':
      return 'without spaces around it';
    case 'collapse':
      return 'with single spaces';
    case 'lower':
      return 'in small letters';
    case 'upper':
      return 'in capital letters';
    case 'title':
      return 'each word with a capital';
    case 'digits':
      return 'only its digits';
    case 'strip_tags':
      return 'without HTML';
    case 'email':
      return 'as an e-mail address in small letters';
    case 'replace':
      return `with ${literal(step.find)} replaced by ${literal(step.with)}`;
    case 'cut':
      return `cut to ${step.length} characters`;
    case 'split':
      return step.part === undefined
        ? `split at ${literal(step.by)}`
        : `part ${step.part + 1} of it, split at ${literal(step.by)}`;
    case 'name':
      return step.part === 'initials' ? 'the initials of the name' : `the ${step.part} part of the name`;
    case 'name_case':
      return 'written as names are';
    case 'phone':
      return `as a telephone number${step.country ? ` (of ${step.country} without +)` : ''}`;
    case 'country':
      return `as a country (${step.write ?? 'alpha2'})`;
    case 'state':
      return `as a state (${step.write ?? 'code'})`;
    case 'currency':
      return 'as a currency’s three letters';
    case 'date':
      return `read as a date${step.read ? ` written ${step.read.join(' or ')}` : ''}${step.zone ? ` in ${step.zone}` : ''}${step.write ? `, written ${step.write}` : ''}`;
    case 'number':
      return `read as a number with “${step.decimal}” before the decimals`;
    case 'decimal':
      return step.shift ? `as a decimal number, times 10^${step.shift}` : 'as a decimal number';
    case 'minor_units':
      return step.to === 'major'
        ? 'from cents (or what the currency has) to whole units'
        : 'in cents (or what the currency has)';
    case 'convert':
      return types[step.to];
    case 'values':
      return `by a table of ${step.table.length} values (${ofOtherwise(step.otherwise)})`;
    case 'lookup':
      return `looked up in ${step.table} (${ofOtherwise(step.otherwise)})`;
    case 'default':
      return `${literal(step.value)} where nothing is there`;
    case 'first':
      return 'the first of them';
    case 'last':
      return 'the last of them';
    case 'at':
      return step.index < 0 ? `number ${-step.index} from the end` : `number ${step.index + 1} of them`;
    case 'count':
      return 'how many they are';
    case 'flatten':
      return 'as one list';
    case 'unique':
      return 'each once';
    case 'compact':
      return 'without empty ones';
    case 'join':
      return `joined by ${literal(step.by)}`;
    case 'keyed':
      return `as an object of their ${step.by} and ${step.value}`;
    case 'collect':
      return `each ${step.key} inside of it`;
    case 'json':
      return 'as JSON text';
    case 'where':
      return `those where ${ofCondition(step.where)}`;
    case 'map':
      return `of each ${ofExpression(step.to)}`;
    case 'group':
      return `grouped by ${step.by}`;
  }
}

function ofOtherwise(otherwise: Otherwise): string {
  if (typeof otherwise === 'object') return `else ${literal(otherwise.default)}`;
  return { keep: 'others stay', clear: 'others are left out', error: 'others fail' }[otherwise];
}

function ofCondition(condition: Condition): string {
  if ('all' in condition)
    return condition.all.length === 0 ? 'anything is' : `(${condition.all.map(ofCondition).join(' and ')})`;
  if ('any' in condition)
    return condition.any.length === 0 ? 'nothing is' : `(${condition.any.map(ofCondition).join(' or ')})`;
  if ('not' in condition) return `not ${ofCondition(condition.not)}`;
  const { path, is, value, other } = condition;
  const what = is.replaceAll('_', ' ');
  if (is === 'empty' || is === 'not_empty') return `${path} is ${what}`;
  const verb = ['equals', 'contains'].includes(is) ? what : is.endsWith('_with') ? what : `is ${what}`;
  return `${path} ${verb} ${other ?? literal(value)}`;
}
