import type { Mapping } from '#server/mapping/mapping-document.ts';
import { suggestMapping } from '#server/mapping/suggest-mapping.ts';
import { sourcesByTarget } from '#server/mapping/touched-targets.ts';
import type { FieldChange, KnownField } from '#server/syncs/drift.ts';

/** A field of the model that is made of a field of the app that has changed. */
export interface BrokenMatch {
  /** The field of the model. */
  target: string;
  change: FieldChange;
  /** The field that should be taken instead, as far as it can be told. */
  to: string | null;
}

type Known = Pick<KnownField, 'name' | 'label'>;

/** What a mapping loses by what has changed about the app's fields. `known`: the fields that the app has now. */
export function brokenMatches(mapping: Mapping, drift: readonly FieldChange[], known: readonly Known[]): BrokenMatch[] {
  const uses = sourcesByTarget(mapping);
  const isThere = (name: string) => known.some((field) => field.name === name);
  return drift.flatMap((change) => {
    if (change.kind === 'required' || change.kind === 'retyped') return [];
    return [...uses]
      .filter(([, sources]) => sources.some((path) => path === change.field || path.startsWith(`${change.field}.`)))
      .map(([target]) => {
        const guess = change.kind === 'renamed' && isThere(change.to) ? change.to : likeliest(change, known);
        return { target, change, to: guess };
      });
  });
}

/** The field that is called most like the one that is gone. */
function likeliest({ field, label }: FieldChange, known: readonly Known[]): string | null {
  const name = field.split('.').at(-1) ?? field;
  const schema = { type: 'object', properties: { [name]: { title: label } } };
  const sources = known.map((one) => ({ name: one.name, label: one.label, type: 'text' as const }));
  return suggestMapping(sources, [], schema)[0]?.source ?? null;
}
