import type { BrokenMatch } from './broken-matches.ts';

/** “The app no longer has the field *Tier*”, and what could be taken instead. */
export function brokenSentence(
  app: string,
  { target, change, to }: BrokenMatch,
  fields: readonly { name: string; label: string }[],
): { sentence: string; remedy: string; field: string; to: string | null } {
  const instead = fields.find(({ name }) => name === to);
  // Where it is called for people what it was called before, only its own name says which one is meant.
  const isAlike = instead?.label === change.label;
  const called = isAlike || !instead ? to && lastPart(to) : instead.label;
  const gone = isAlike ? lastPart(change.field) : change.label;
  return {
    sentence: `${app} no longer has the field “${gone}”, which fills ${target}.`,
    ...{ field: gone, to: called },
    remedy: called ? `Use “${called}”?` : 'Choose another field.',
  };
}

const lastPart = (path: string): string => path.split('.').at(-1) ?? path;
