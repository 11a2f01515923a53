import { z } from 'zod';
import type { OptionsFunction } from '../kit/index.ts';
import { definition, questionsOf } from './objects/describe.ts';
import { form as formId, formPath } from './settings.ts';

const listed = z.object({
  page_count: z.number(),
  items: z.array(z.looseObject({ id: z.string(), title: z.string().nullish(), name: z.string().nullish() })),
});
const pageNumber = z.int().catch(1);
const known = z.object({ form: formId });

const list =
  (path: string): OptionsFunction =>
  async ({ http }, { search, cursor }) => {
    const page = pageNumber.parse(cursor ?? 1);
    const query = { page, page_size: 50, search: search.trim() || undefined };
    const { items, page_count } = (await http.get(path, listed, { query })).body;
    return {
      options: items.map(({ id, title, name }) => ({ value: id, label: title || name || id })),
      next: page < page_count ? page + 1 : null,
    };
  };

/** Of the form chosen in the same form, else in the settings. */
const questions: OptionsFunction = async ({ http, settings }, { search, parent }) => {
  const chosen = known.safeParse(parent?.form ? parent : settings).data;
  if (chosen === undefined) return { options: [], next: null };
  const { fields } = (await http.get(formPath(chosen.form), definition)).body;
  const wanted = search.trim().toLowerCase();
  const options = questionsOf(fields ?? []).map(({ id, title, type }) => ({
    value: id,
    label: title || id,
    detail: type.replaceAll('_', ' '),
  }));
  return { options: options.filter(({ label }) => label.toLowerCase().includes(wanted)), next: null };
};

export const options: Record<string, OptionsFunction> = {
  forms: list('/forms'),
  workspaces: list('/workspaces'),
  questions,
};
