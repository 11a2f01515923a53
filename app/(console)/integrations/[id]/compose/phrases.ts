import { isObject, textAt } from '../../connectors/definition.ts';
import type { JsonPath } from '../../connectors/json-nodes.ts';
import type { Abilities, IntegrationDetail } from '../integration-detail.ts';
import { listAt } from './part.ts';

/** Something that is said, and where its translation is in `texts.locales.<locale>`. */
export interface Phrase {
  path: JsonPath;
  /** What it is: "Question". */
  what: string;
  /** As it is said in the default language. */
  words: string;
}

type Draft = Record<string, unknown>;
type Known = Pick<IntegrationDetail, 'name' | 'description'>;

/** Everything that a translation may say, in the order in which customers meet it. */
export function phrasesOf(
  draft: Draft,
  detail: Known,
  abilities: Pick<Abilities, 'objects' | 'models' | 'settings'>,
): Phrase[] {
  const upsell = textAt(draft, ['upsell', 'text']);
  return [
    { path: ['name'], what: 'Name', words: detail.name },
    { path: ['description'], what: 'One line', words: detail.description },
    ...listAt(draft, 'does').map(
      (one, at): Phrase => ({
        ...{ path: ['does', at], what: `Sentence ${at + 1}`, words: textAt(one, ['sentence']) },
      }),
    ),
    ...listAt(draft, 'syncs').map((sync): Phrase => {
      const model = abilities.models.find(({ name }) => name === textAt(sync, ['unified']));
      const key = model?.object ?? textAt(sync, ['object']);
      const known = abilities.objects.find(({ name }) => name === key)?.label ?? key;
      return { path: ['syncs', key], what: 'What is copied', words: textAt(sync, ['label']) || known };
    }),
    ...listAt(draft, 'actions').map((one): Phrase => {
      const name = textAt(one, ['action']);
      return { path: ['actions', name], what: 'Action', words: textAt(one, ['label']) || name };
    }),
    ...listAt(draft, 'form', 'pages').flatMap((page): Phrase[] => [
      { path: ['pages', textAt(page, ['key'])], what: 'Page', words: textAt(page, ['title']) },
      ...(isObject(page) ? listAt(page, 'sections') : []).map(
        (section): Phrase => ({
          ...{ path: ['sections', textAt(section, ['key'])], what: 'Section', words: textAt(section, ['title']) },
        }),
      ),
    ]),
    ...listAt(draft, 'form', 'fields').flatMap((field) => ofField(field, abilities)),
    ...(upsell ? [{ path: ['upsell'], what: 'On the locked card', words: upsell }] : []),
  ];
}

function ofField(field: unknown, { settings }: Pick<Abilities, 'settings'>): Phrase[] {
  if (!isObject(field) || field.internalOnly === true) return [];
  const name = textAt(field, ['name']);
  const label = textAt(field, ['label']) || settings.find((one) => one.name === name)?.label || name;
  return [
    { path: ['fields', name, 'label'], what: 'Question', words: label },
    ...(['help', 'placeholder'] as const).flatMap((part): Phrase[] => {
      const words = textAt(field, [part]);
      return words ? [{ path: ['fields', name, part], what: part === 'help' ? 'Help' : 'Example', words }] : [];
    }),
    ...listAt(field, 'choices').map(
      (choice): Phrase => ({
        path: ['fields', name, 'choices', textAt(choice, ['value'])],
        what: 'Choice',
        words: textAt(choice, ['label']),
      }),
    ),
  ];
}

/** A translation of a list with gaps: what is not translated is not there, so it is filled up to the place with what is said by default. */
export function withSentence(
  known: readonly unknown[],
  defaults: readonly string[],
  at: number,
  words: string,
): unknown[] {
  const filled = defaults.map((one, place) =>
    place === at ? words : (known[place] ?? (place < at ? one : undefined)),
  );
  while (filled.length > 0 && (filled.at(-1) === undefined || filled.at(-1) === '')) filled.pop();
  return filled.map((one, place) => (one === '' || one === undefined ? (defaults[place] ?? '') : one));
}
