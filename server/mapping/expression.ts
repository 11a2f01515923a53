import { compileCondition } from './condition.ts';
import { converterTo } from './convert.ts';
import { isEmpty } from './empty.ts';
import { limits } from './limits.ts';
import type { Expression, Step } from './mapping-document.ts';
import { type Read, readAt, type Scope, work } from './path.ts';
import { type Act, codeStep } from './steps/code-steps.ts';
import { jsonOf, listOf, listStep } from './steps/list-steps.ts';
import { tableStep } from './steps/table-steps.ts';
import { textStep } from './steps/text-steps.ts';
import { templateParts } from './template-parts.ts';
import { shapeOf, Trouble } from './trouble.ts';

/** Makes a plain function of an expression: nothing of the document is looked at any more when it runs. */
export function compileExpression(expression: Expression): Read {
  const source = compileSource(expression);
  const acts = (expression.steps ?? []).map(compileStep);
  const [only] = acts;
  if (only === undefined) return source;
  if (acts.length === 1) return (scope) => only(source(scope), scope);
  return (scope) => {
    let value = source(scope);
    for (const act of acts) value = act(value, scope);
    return value;
  };
}

function compileSource(expression: Expression): Read {
  if ('path' in expression) return readAt(expression.path);
  if ('constant' in expression) {
    const { constant } = expression;
    // Each record gets its own: nobody who changes one changes the others.
    return typeof constant === 'object' && constant !== null ? () => structuredClone(constant) : () => constant;
  }
  if ('template' in expression) return compileTemplate(expression.template);
  if ('firstOf' in expression) {
    const reads = expression.firstOf.map(compileExpression);
    return (scope) => {
      for (const read of reads) {
        const value = read(scope);
        if (!isEmpty(value)) return value;
      }
      return undefined;
    };
  }
  if ('list' in expression) {
    const reads = expression.list.map(compileExpression);
    return (scope) => reads.map((read) => read(scope)).filter((value) => !isEmpty(value));
  }
  const { filled = false } = expression;
  const entries = Object.entries(expression.object).map(([name, inner]) => [name, compileExpression(inner)] as const);
  return (scope) => {
    let made: Record<string, unknown> | undefined;
    for (const [name, read] of entries) {
      const value = read(scope);
      if (value === undefined || (filled && isEmpty(value))) continue;
      made ??= {};
      made[name] = value;
    }
    return made;
  };
}

function compileTemplate(template: string): Read {
  const parts = (templateParts(template) ?? []).map((part) => ('text' in part ? part.text : readAt(part.path)));
  return (scope) => {
    let made = '';
    let filled = false;
    for (const part of parts) {
      if (typeof part === 'string') {
        made += part;
        continue;
      }
      const value = part(scope);
      if (isEmpty(value)) continue;
      if (typeof value === 'object')
        throw new Trouble(`${shapeOf(value)} can’t stand in a text.`, 'Take one item of it, or join them before.');
      filled = true;
      made += String(value);
      if (made.length > limits.text)
        throw new Trouble('The text would be longer than 1 MB.', 'Take fewer or shorter fields.');
    }
    return filled || parts.every((part) => typeof part === 'string') ? made : undefined;
  };
}

/** Of nothing comes nothing, but for these. */
const forNothing = new Set<Step['do']>(['default', 'count']);

function compileStep(step: Step): Act {
  const act = actOf(step);
  if (forNothing.has(step.do)) return act;
  return (value, scope) => (isEmpty(value) ? undefined : act(value, scope));
}

function actOf(step: Step): Act {
  switch (step.do) {
    case 'where': {
      const test = compileCondition(step.where);
      return (value, scope) => listOf(value).filter((item) => within(scope, item, () => test(scope)));
    }
    case 'map': {
      const to = compileExpression(step.to);
      return (value, scope) =>
        listOf(value)
          .map((item) => within(scope, item, () => to(scope)))
          .filter((item) => item !== undefined);
    }
    case 'group': {
      const by = readAt(step.by);
      return (value, scope) => grouped(listOf(value), (item) => within(scope, item, () => by(scope)));
    }
    case 'default':
      return (value) => (isEmpty(value) ? structuredClone(step.value) : value);
    case 'convert': {
      const convert = converterTo(step.to);
      return convert;
    }
    case 'json':
      return jsonOf;
    default: {
      const onText = textStep(step);
      if (onText) return textAct(onText);
      const act = listStep(step) ?? codeStep(step) ?? tableStep(step);
      if (!act) throw new Error(`The step ${step.do} has nothing that does it.`);
      return act;
    }
  }
}

/** A list of texts is worked on item by item. */
function textAct(onText: (text: string) => unknown): Act {
  const one = (value: unknown): unknown => {
    if (isEmpty(value)) return undefined;
    if (typeof value === 'string') return onText(value);
    if (typeof value === 'number' || typeof value === 'boolean') return onText(String(value));
    throw new Trouble(
      `A step for texts came upon ${shapeOf(value)}.`,
      'Choose a field inside it, or take one item of the list.',
    );
  };
  return (value, scope) => {
    if (!Array.isArray(value)) return one(value);
    work(scope, value.length);
    return value.map(one).filter((item) => !isEmpty(item));
  };
}

/** Does something with an item as the value at hand. */
function within<T>(scope: Scope, item: unknown, act: () => T): T {
  work(scope);
  const outer = scope.here;
  scope.here = item;
  try {
    return act();
  } finally {
    scope.here = outer;
  }
}

function grouped(items: readonly unknown[], keyOf: (item: unknown) => unknown): { key: unknown; items: unknown[] }[] {
  const groups = new Map<string, { key: unknown; items: unknown[] }>();
  for (const item of items) {
    const key = keyOf(item) ?? null;
    const name = jsonOf(key);
    const group = groups.get(name) ?? { key, items: [] };
    group.items.push(item);
    groups.set(name, group);
  }
  return [...groups.values()];
}
