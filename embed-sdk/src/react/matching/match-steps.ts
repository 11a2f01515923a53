import type { MatchStep } from '../../core/matching.ts';
import type { PhraseKey } from '../phrases/en.ts';

/** What can be done to a value, by the name of its phrase. What must be known besides, each choice says. */
const STEPS = {
  trim: { do: 'trim' },
  lower: { do: 'lower' },
  upper: { do: 'upper' },
  title: { do: 'title' },
  digits: { do: 'digits' },
  plain: { do: 'strip_tags' },
  first: { do: 'first' },
  join: { do: 'join', by: ', ' },
  split: { do: 'split', by: ',', part: 0 },
  firstName: { do: 'name', part: 'first' },
  lastName: { do: 'name', part: 'last' },
  phone: { do: 'phone' },
  country: { do: 'country' },
  dateDmy: { do: 'date', read: ['dd.MM.yyyy'], write: 'date' },
  dateDmySlash: { do: 'date', read: ['dd/MM/yyyy'], write: 'date' },
  dateMdy: { do: 'date', read: ['MM/dd/yyyy'], write: 'date' },
  day: { do: 'date', write: 'date' },
  point: { do: 'number', decimal: '.' },
  comma: { do: 'number', decimal: ',' },
} as const satisfies Record<string, MatchStep>;

type StepName = keyof typeof STEPS;

const NAMES = Object.keys(STEPS).filter((name): name is StepName => name in STEPS);

/** Lists can be made one value; what is one value has nothing to take the first of. */
const ofLists: readonly StepName[] = ['first', 'join'];

export const stepChoices = (isList: boolean): readonly StepName[] =>
  NAMES.filter((name) => isList || !ofLists.includes(name));

export const stepOf = (name: string): MatchStep | undefined =>
  NAMES.includes(name as StepName) ? { ...STEPS[name as StepName] } : undefined;

const same = (one: MatchStep, other: MatchStep): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

/** The phrase of a step; one that the menu does not have goes by its own name. */
export function phraseOf(step: MatchStep): PhraseKey {
  const name = NAMES.find((candidate) => same(STEPS[candidate], step));
  return name ? `step.${name}` : 'step.other';
}
