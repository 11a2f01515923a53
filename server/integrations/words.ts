import type { FormField, FormPage } from '#server/embed/embed-schemas.ts';
import { type Definition, type OwnSync, syncKey } from './definition.ts';
import type { IntegrationRow } from './integration.table.ts';
import type { Question } from './questions.ts';
import { type Translation, translationFor } from './texts.ts';

/** A version in the words of one reader. What nobody has translated is said as the vendor wrote it. */
export interface Words {
  name: string;
  description: string;
  upsell: { text: string; url?: string } | undefined;
  does: Definition['does'];
  syncLabel: (sync: Pick<OwnSync, 'object' | 'model' | 'label'>) => string;
  pages: FormPage[];
  fields: (questions: readonly Question[]) => FormField[];
}

type Named = Pick<IntegrationRow, 'name' | 'description'>;

export function wordsOf(integration: Named, definition: Definition | undefined, locale: string): Words {
  const words = translationFor(definition?.texts, locale) ?? {};
  const upsell = definition?.upsell;
  return {
    name: words.name ?? integration.name,
    description: words.description ?? integration.description,
    upsell: upsell && { text: words.upsell ?? upsell.text, ...(upsell.url && { url: upsell.url }) },
    does: (definition?.does ?? []).map((one, at) => ({ ...one, sentence: words.does?.[at] ?? one.sentence })),
    syncLabel: (sync) => words.syncs?.[syncKey(sync)] ?? sync.label,
    pages: (definition?.form?.pages ?? []).map((page) => pageIn(page, words)),
    fields: (questions) => questions.filter(({ internalOnly }) => !internalOnly).map((one) => fieldIn(one, words)),
  };
}

type Page = NonNullable<Definition['form']>['pages'][number];

const pageIn = ({ key, title, sections = [] }: Page, words: Translation): FormPage => ({
  key,
  title: words.pages?.[key] ?? title,
  sections: sections.map((section) => ({ ...section, title: words.sections?.[section.key] ?? section.title })),
});

/** What of a question a browser may know: its form, and none of what the vendor alone sets. */
function fieldIn(question: Question, words: Translation): FormField {
  const own = words.fields?.[question.name];
  const { internalOnly: _, value: __, ofConnector: ___, choices, label, help, placeholder, ...rest } = question;
  const said = { help: own?.help ?? help, placeholder: own?.placeholder ?? placeholder };
  return {
    ...rest,
    label: own?.label ?? label,
    ...(said.help && { help: said.help }),
    ...(said.placeholder && { placeholder: said.placeholder }),
    ...(choices && { choices: choices.map((one) => ({ ...one, label: own?.choices?.[one.value] ?? one.label })) }),
  };
}
