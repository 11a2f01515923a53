import { addEnglish } from './phrases/words.ts';

let css = '';

/** The styles of what came with `withLater`; empty before. */
export const laterCss = (): string => css;

/** A part of the tab that is fetched by need, with the words and styles that it has for itself. */
export async function withLater<File>(load: () => Promise<File>): Promise<File> {
  const [file, { english, styles }] = await Promise.all([load(), import('./later-parts.ts')]);
  addEnglish(english);
  css = styles;
  return file;
}
