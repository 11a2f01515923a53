import type { BrokenMatch } from './broken-matches.ts';

/** “Tidewater no longer has *Tier*”, and what could be taken instead. */
export function brokenSentence(
  app: string,
  { target, change, to }: BrokenMatch,
  fields: readonly { name: string; label: string }[],
): { sentence: string; remedy: string; field: string; to: string | null } {
  const instead = fields.find(({ name }) => name === to);
  // The field may be called for people what it was called before.
  const called = instead && instead.label !== change.label ? instead.label : (to ?? null);
  const gone = instead?.label === change.label ? change.field : change.label;
  return {
    sentence: `${app} no longer has the field “${gone}”, which fills ${target}.`,
    ...{ field: gone, to: called },
    remedy: called ? `Use “${called}”?` : 'Choose another field.',
  };
}
