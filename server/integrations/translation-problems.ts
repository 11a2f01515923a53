import { type Definition, syncKey } from './definition.ts';
import { type DefinitionProblem, problem } from './definition-problem.ts';
import type { Translation } from './texts.ts';

/** What a translation leaves out, in one warning for each locale: it is said in the default language. */
export function translationProblems(definition: Definition): DefinitionProblem[] {
  const { texts } = definition;
  if (!texts) return [];
  return Object.entries(texts.locales).flatMap(([locale, words]) => {
    if (locale === texts.default) return [];
    const missing = missingIn(definition, words);
    if (missing.length === 0) return [];
    const named = missing.slice(0, 8).join(', ');
    const more = missing.length > 8 ? ` and ${missing.length - 8} more` : '';
    return [
      problem(
        'warning',
        ['texts', 'locales', locale],
        `${locale} has no words for ${named}${more}: they are shown in ${texts.default}.`,
        'Translate them.',
      ),
    ];
  });
}

function missingIn(definition: Definition, words: Translation): string[] {
  const { syncs, does, actions = [], form, upsell } = definition;
  const lacks = (name: string, isThere: unknown) => (isThere ? [] : [name]);
  return [
    ...lacks('name', words.name),
    ...lacks('description', words.description),
    ...(upsell ? lacks('upsell', words.upsell) : []),
    ...does.flatMap((_, at) => lacks(`does.${at}`, words.does?.[at])),
    ...syncs.flatMap((sync) => lacks(`syncs.${syncKey(sync)}`, words.syncs?.[syncKey(sync)])),
    ...actions.flatMap(({ action }) => lacks(`actions.${action}`, words.actions?.[action])),
    ...(form?.pages ?? []).flatMap(({ key, sections = [] }) => [
      ...lacks(`pages.${key}`, words.pages?.[key]),
      ...sections.flatMap((section) => lacks(`sections.${section.key}`, words.sections?.[section.key])),
    ]),
    ...(form?.fields ?? [])
      .filter(({ internalOnly }) => !internalOnly)
      .flatMap((field) => {
        const own = words.fields?.[field.name];
        return [
          ...lacks(`fields.${field.name}.label`, own?.label),
          ...(field.help ? lacks(`fields.${field.name}.help`, own?.help) : []),
          ...(field.choices ?? []).flatMap(({ value }) =>
            lacks(`fields.${field.name}.choices.${value}`, own?.choices?.[value]),
          ),
        ];
      }),
  ];
}
