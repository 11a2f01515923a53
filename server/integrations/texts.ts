import { z } from 'zod';

/** A language as in an embed token: `de`, `pt-BR`. */
export const localeSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'expected a language such as de or pt-BR')
  .max(35);

const line = z.string().min(1).max(300);
const words = z.string().min(1).max(2000);
const name = z.string().min(1).max(100);

/** What the vendor wrote, in one language. What is missing is said in the default one. */
const translationSchema = z.strictObject({
  name: name.optional(),
  description: line.optional(),
  upsell: words.optional(),
  /** In the order of the definition's own sentences. */
  does: z.array(line).max(20).optional(),
  /** By the sync's key. */
  syncs: z.record(z.string(), name).optional(),
  actions: z.record(z.string(), name).optional(),
  pages: z.record(z.string(), name).optional(),
  sections: z.record(z.string(), name).optional(),
  fields: z
    .record(
      z.string(),
      z.strictObject({
        label: name.optional(),
        help: words.optional(),
        placeholder: line.optional(),
        choices: z.record(z.string(), name).optional(),
      }),
    )
    .optional(),
});

export type Translation = z.infer<typeof translationSchema>;

export const textsSchema = z.strictObject({
  /** The language of everything that stands in the definition itself. */
  default: localeSchema.default('en'),
  locales: z.record(localeSchema, translationSchema).default({}),
});

export type Texts = z.infer<typeof textsSchema>;

/** The words for a reader: exactly theirs, else those of their language; undefined where the default ones are to be used. */
export function translationFor(texts: Texts | undefined, locale: string): Translation | undefined {
  if (!texts) return undefined;
  const { locales } = texts;
  const wanted = locale.toLowerCase();
  const language = wanted.split('-')[0] ?? wanted;
  const names = Object.keys(locales);
  const found =
    names.find((one) => one.toLowerCase() === wanted) ??
    (texts.default.toLowerCase().split('-')[0] === language
      ? undefined
      : (names.find((one) => one.toLowerCase() === language) ??
        names.find((one) => one.toLowerCase().split('-')[0] === language)));
  return found === undefined ? undefined : locales[found];
}
