import type { Otherwise, PlainStep, Scalar } from '../mapping-document.ts';
import { shapeOf, Trouble } from '../trouble.ts';
import type { Act } from './code-steps.ts';

/** Makes a step that looks a value up. A list is looked up item by item. */
export function tableStep(step: PlainStep): Act | undefined {
  if (step.do === 'values') {
    const { ignoreCase = false } = step;
    const table = new Map<string, Scalar>();
    for (const { from, to } of step.table)
      for (const one of from) if (!table.has(keyOf(one, ignoreCase))) table.set(keyOf(one, ignoreCase), to);
    return each((value) => {
      const found = table.get(keyOf(value, ignoreCase));
      return found === undefined ? unmatched(value, step.otherwise, 'the value table') : found;
    });
  }
  if (step.do === 'lookup') {
    return each((value, scope) => {
      const found = scope.lookups.get(step.table)?.get(keyOf(value, false));
      return found === undefined ? unmatched(value, step.otherwise, `the table ${step.table}`) : found;
    });
  }
  return undefined;
}

/** A number and its digits are one key: apps write ids both ways. */
const keyOf = (value: unknown, ignoreCase: boolean): string => {
  if (typeof value === 'object' && value !== null) return '';
  const text = String(value).trim();
  return ignoreCase ? text.toLowerCase() : text;
};

const linked = 'the table link:';

const each =
  (find: Act): Act =>
  (value, scope) =>
    Array.isArray(value)
      ? value.map((item) => find(item, scope)).filter((item) => item !== undefined)
      : find(value, scope);

function unmatched(value: unknown, otherwise: Otherwise, where: string): unknown {
  if (otherwise === 'keep') return value;
  if (otherwise === 'clear') return undefined;
  if (typeof otherwise === 'object') return otherwise.default;
  if (where.startsWith(linked))
    throw new Trouble(
      `${shapeOf(value)} is linked to no ${where.slice(linked.length)}.`,
      'Write that one first, or link it (PUT /api/v1/links), or say what is taken where there is no link.',
    );
  throw new Trouble(
    `${shapeOf(value)} is not in ${where}.`,
    'Add a row for it, or say what is taken where there is none.',
  );
}
