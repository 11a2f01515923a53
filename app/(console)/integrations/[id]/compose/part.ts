import type { Definition } from '../../connectors/definition.ts';
import type { FormState } from '../../connectors/form-field.tsx';
import type { JsonPath } from '../../connectors/json-nodes.ts';
import type { PlacedProblem } from '../../connectors/use-draft.ts';
import type { Abilities, IntegrationDetail } from '../integration-detail.ts';

/** What every part of the form gets. */
export interface PartProps extends FormState {
  detail: IntegrationDetail;
  abilities: Abilities;
}

export const parts = [
  { value: 'card', name: 'Card' },
  { value: 'does', name: 'What it does' },
  { value: 'syncs', name: 'Syncs' },
  { value: 'actions', name: 'Actions' },
  { value: 'form', name: 'Questions' },
  { value: 'plan', name: 'Plan' },
  { value: 'texts', name: 'Languages' },
] as const;

export type PartName = (typeof parts)[number]['value'];

const homes: Record<string, PartName> = {
  ...{ does: 'does', labels: 'card', syncs: 'syncs', actions: 'actions' },
  ...{ form: 'form', plan: 'plan', upsell: 'plan', texts: 'texts' },
};

/** The part of the form that shows a place of the document; undefined where only the JSON does. */
export const partOf = (path: JsonPath): PartName | undefined => homes[String(path[0] ?? '')];

const begins = (path: JsonPath, with_: JsonPath): boolean => with_.every((part, at) => path[at] === part);

/** The problems at a path or below it. */
export const problemsAt = (problems: readonly PlacedProblem[], path: JsonPath): PlacedProblem[] =>
  problems.filter((problem) => begins(problem.path, path));

/** The list at a path; what is none is an empty one. */
export function listAt(definition: Definition, ...path: string[]): unknown[] {
  let at: unknown = definition;
  for (const part of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined;
  return Array.isArray(at) ? at : [];
}

/** A list with one entry moved. */
export function moved<Item>(list: readonly Item[], from: number, by: number): Item[] {
  const item = list[from];
  const to = Math.min(Math.max(0, from + by), list.length - 1);
  if (item === undefined) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}
