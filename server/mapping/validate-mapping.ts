import type { ObjectField } from '#connectors/kit/index.ts';
import { kindOf, plainPath } from './kind-of.ts';
import type { Expression, FieldType, MappedField, Mapping } from './mapping-document.ts';
import { nearest } from './nearest.ts';
import { parsePath } from './path.ts';
import { pathsOf, pathsOfCondition } from './paths-of.ts';
import type { MappingProblem } from './read-mapping.ts';
import type { TargetField } from './target-fields.ts';

interface Against {
  /** The fields of the app's object. Empty: nobody knows them. */
  source: readonly ObjectField[];
  /** Whether the account may have fields beside these. */
  sourceIsOpen: boolean;
  /** Fields among them of which nobody knows what they hold. */
  untyped?: readonly string[];
  /** The vendor's model. Empty: anything goes. */
  target: readonly TargetField[];
  /** Whether what is written to may have fields beside these. */
  targetIsOpen?: boolean;
  /** Tables that are known beside the mapping's own. */
  tables?: readonly string[];
  /** `out`: from the vendor's model to the app's row. */
  way?: Way;
}

type Way = 'in' | 'out';

const words = {
  in: {
    source: 'The app’s object',
    target: 'The model',
    sender: 'the app',
    mend: 'Take it out, or add it to the model.',
  },
  out: { source: 'The model', target: 'The app’s object', sender: 'you', mend: 'Choose a field that the app has.' },
} as const;

/** Holds a mapping against where its values come from and where they go. With an error in it, it can't be used. */
export function validateMapping(mapping: Mapping, against: Against): MappingProblem[] {
  const { source, sourceIsOpen, target, targetIsOpen = false, tables = [], untyped = [], way = 'in' } = against;
  const sourceByName = new Map(
    source.filter(({ name }) => !untyped.includes(name)).map((field) => [field.name, field]),
  );
  const targetByPath = new Map(target.map((field) => [field.path, field]));
  return [
    ...missingTargets(mapping, target),
    ...computedProblems(mapping),
    ...tableProblems(mapping, tables),
    ...(source.length === 0 ? [] : pathProblems(mapping, source, sourceIsOpen, way)),
    ...mapping.fields.flatMap((field) => {
      const wanted = targetByPath.get(field.target);
      if (wanted) return [...policyProblems(field, wanted), ...typeProblems(field, wanted, sourceByName, way)];
      return target.length === 0 ? [] : unknownTarget(field, target, way, targetIsOpen);
    }),
  ];
}

const problem = (
  severity: MappingProblem['severity'],
  field: string,
  message: string,
  remedy: string,
): MappingProblem => ({
  severity,
  field,
  message,
  remedy,
});

function missingTargets(mapping: Mapping, target: readonly TargetField[]): MappingProblem[] {
  const mapped = [...mapping.fields.map((field) => field.target), mapping.raw, mapping.rest?.to];
  return target
    .filter(
      ({ path, required }) =>
        required && !mapped.some((one) => one === path || (one !== undefined && path.startsWith(`${one}.`))),
    )
    .map(({ path, label }) =>
      problem(
        'error',
        path,
        `${label} (${path}) is required by the model, and nothing is mapped to it.`,
        'Choose where it comes from, or give it a constant.',
      ),
    );
}

function unknownTarget(
  field: MappedField,
  target: readonly TargetField[],
  way: Way,
  isOpen: boolean,
): MappingProblem[] {
  const isPart = target.some(({ path }) => path.startsWith(`${field.target}.`) || field.target.startsWith(`${path}.`));
  if (isPart) return [];
  const meant = nearest(
    field.target,
    target.map(({ path }) => path),
  );
  return [
    problem(
      way === 'out' && !isOpen ? 'error' : 'warning',
      field.target,
      isOpen
        ? `${field.target} is no field that every account has; it may be one of this account.`
        : `${words[way].target} has no field ${field.target}.`,
      meant ? `Perhaps ${meant} is meant.` : words[way].mend,
    ),
  ];
}

function policyProblems(field: MappedField, wanted: TargetField): MappingProblem[] {
  if (!wanted.required || wanted.nullable) return [];
  if (field.empty === 'clear' || field.unusable === 'clear')
    return [
      problem(
        'error',
        field.target,
        `${wanted.label} may not be null, and the mapping writes null where nothing is there.`,
        'Give it a default, or let the record fail.',
      ),
    ];
  return [];
}

/** What can never be turned into the other, and what mends it. */
const never: Partial<Record<FieldType, Partial<Record<FieldType, string>>>> = {
  list: {
    text: 'Add the step “first”, or “join”.',
    choice: 'Add the step “first”.',
    number: 'Add the step “first”, or “count”.',
    integer: 'Add the step “first”, or “count”.',
    boolean: 'Add the step “first”, or “count”.',
    date: 'Add the step “first”.',
    datetime: 'Add the step “first”.',
    object: 'Add the step “first”.',
  },
  object: {
    text: 'Choose a field inside it, or add the step “json”.',
    choice: 'Choose a field inside it.',
    number: 'Choose a field inside it.',
    integer: 'Choose a field inside it.',
    boolean: 'Choose a field inside it.',
    date: 'Choose a field inside it.',
    datetime: 'Choose a field inside it.',
  },
  boolean: {
    number: 'Add a value table: yes is 1, no is 0.',
    integer: 'Add a value table: yes is 1, no is 0.',
    date: 'Choose another field.',
    datetime: 'Choose another field.',
    object: 'Choose another field.',
  },
  number: {
    date: 'Add the step “date” and say that it is read as unix or unix_ms.',
    datetime: 'Add the step “date” and say that it is read as unix or unix_ms.',
    object: 'Choose another field.',
  },
  integer: {
    date: 'Add the step “date” and say that it is read as unix or unix_ms.',
    datetime: 'Add the step “date” and say that it is read as unix or unix_ms.',
    object: 'Choose another field.',
  },
  date: {
    number: 'Add the step “date” that writes unix.',
    integer: 'Add the step “date” that writes unix.',
    boolean: 'Choose another field.',
    datetime: 'Add the step “date” that writes datetime, and say in which time zone the day begins.',
    object: 'Choose another field.',
  },
  datetime: {
    number: 'Add the step “date” that writes unix.',
    integer: 'Add the step “date” that writes unix.',
    boolean: 'Choose another field.',
    object: 'Choose another field.',
  },
  text: { object: 'Choose a field that holds other fields.' },
};

/** What goes well for some values only. */
const sometimes: Partial<Record<FieldType, Partial<Record<FieldType, string>>>> = {
  text: {
    number: 'If it is written with separators, add the step “number”.',
    integer: 'If it is written with separators, add the step “number”.',
    boolean: 'Add a value table unless it says yes or no, true or false.',
    date: 'Add the step “date” unless it is written as 2026-01-31.',
    datetime: 'Add the step “date” unless it is written as 2026-01-31T09:30:00Z.',
  },
  number: { integer: 'A value with decimals will fail.' },
  datetime: { date: 'The day is the one that is written; for another time zone’s day, add the step “date”.' },
};

function typeProblems(
  field: MappedField,
  wanted: TargetField,
  source: ReadonlyMap<string, ObjectField>,
  way: Way,
): MappingProblem[] {
  const kind = kindOf(field.from, source);
  const type = field.type ?? wanted.type;
  if (kind === undefined || type === undefined || kind === type) return choiceProblems(field, wanted, source, way);
  const said = `${wanted.label} is ${article(type)}, and what is mapped to it is ${article(kind)}`;
  const mend = never[kind]?.[type];
  if (mend !== undefined) return [problem('error', field.target, `${said}.`, mend)];
  const perhaps = sometimes[kind]?.[type];
  if (perhaps !== undefined)
    return [problem('warning', field.target, `${said}: not every value can be read so.`, perhaps)];
  return choiceProblems(field, wanted, source, way);
}

const typeWords: Record<FieldType, string> = {
  text: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  date: 'a date',
  datetime: 'a time',
  choice: 'a choice',
  list: 'a list',
  object: 'an object',
};
const article = (type: FieldType): string => typeWords[type];

/** Choices of the app that the model does not know, where no value table translates them. */
function choiceProblems(
  field: MappedField,
  wanted: TargetField,
  source: ReadonlyMap<string, ObjectField>,
  way: Way,
): MappingProblem[] {
  if (!wanted.choices || !('path' in field.from) || field.from.steps?.length) return [];
  const choices = source.get(plainPath(field.from.path) ?? '')?.choices ?? [];
  const foreign = choices.filter(({ value }) => !wanted.choices?.includes(value)).map(({ value }) => value);
  if (foreign.length === 0) return [];
  return [
    problem(
      'warning',
      field.target,
      `${wanted.label} does not know ${foreign.slice(0, 5).join(', ')}${foreign.length > 5 ? ', …' : ''}, which ${words[way].sender} may send.`,
      'Add a value table that says which choice each of them means.',
    ),
  ];
}

function computedProblems(mapping: Mapping): MappingProblem[] {
  const known = new Set<string>();
  const check = (paths: string[], field: string): MappingProblem[] =>
    paths.flatMap((text) => {
      const start = parsePath(text)?.start;
      if (start?.from !== 'computed' || known.has(start.name)) return [];
      return [
        problem(
          'error',
          field,
          `There is no computed field ${start.name} before this.`,
          'Add it, or put it further up.',
        ),
      ];
    });
  const found = (mapping.computed ?? []).flatMap(({ name, from }) => {
    const problems = check(pathsOf(from), `@${name}`);
    known.add(name);
    return problems;
  });
  return [
    ...found,
    ...(mapping.filter ? check(pathsOfCondition(mapping.filter), 'filter') : []),
    ...mapping.fields.flatMap((field) => check(pathsOf(field.from), field.target)),
  ];
}

/** Tables that are looked into and are nowhere. */
function tableProblems(mapping: Mapping, others: readonly string[]): MappingProblem[] {
  const names = [...Object.keys(mapping.tables ?? {}), ...others];
  const check = (from: Expression, field: string): MappingProblem[] =>
    tablesIn(from)
      .filter((name) => !names.includes(name))
      .map((name) =>
        name.startsWith('link:')
          ? problem(
              'error',
              field,
              `The connector has no object ${name.slice(5)} whose links could be looked into.`,
              'Choose another table.',
            )
          : problem('error', field, `The mapping has no table ${name}.`, 'Add it to the tables of the mapping.'),
      );
  return [
    ...(mapping.computed ?? []).flatMap(({ name, from }) => check(from, `@${name}`)),
    ...mapping.fields.flatMap((field) => check(field.from, field.target)),
  ];
}

/** Every table that a mapping looks into. */
export const tablesOfMapping = (mapping: Mapping): string[] =>
  [...(mapping.computed ?? []), ...mapping.fields].flatMap(({ from }) => tablesIn(from));

function tablesIn(expression: Expression): string[] {
  const inner =
    'firstOf' in expression
      ? expression.firstOf
      : 'list' in expression
        ? expression.list
        : 'object' in expression
          ? Object.values(expression.object)
          : [];
  const inSteps = (expression.steps ?? []).flatMap((step) =>
    step.do === 'lookup' ? [step.table] : step.do === 'map' ? tablesIn(step.to) : [],
  );
  return [...inner.flatMap(tablesIn), ...inSteps];
}

function pathProblems(mapping: Mapping, source: readonly ObjectField[], isOpen: boolean, way: Way): MappingProblem[] {
  const names = source.map(({ name }) => name);
  const isKnown = (path: string) =>
    path === '' || names.some((name) => name === path || name.startsWith(`${path}.`) || path.startsWith(`${name}.`));
  const check = (paths: string[], field: string): MappingProblem[] =>
    paths.flatMap((text) => {
      const path = plainPath(text);
      if (path === undefined || isKnown(path)) return [];
      const meant = nearest(path, names);
      return [
        problem(
          isOpen ? 'warning' : 'error',
          field,
          isOpen
            ? `${text} is no field that every account has; it may be one of this account.`
            : `${words[way].source} has no field ${text}.`,
          meant ? `Perhaps ${meant} is meant.` : 'Choose another field.',
        ),
      ];
    });
  return [
    ...(mapping.computed ?? []).flatMap(({ name, from }) => check(pathsOf(from), `@${name}`)),
    ...(mapping.filter ? check(pathsOfCondition(mapping.filter), 'filter') : []),
    ...mapping.fields.flatMap((field) => check(pathsOf(field.from), field.target)),
    ...(mapping.rest ? check([mapping.rest.from], mapping.rest.to) : []),
  ];
}
