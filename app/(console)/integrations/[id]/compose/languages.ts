/** Those that the tab itself speaks. */
export const languages = ['en', 'de', 'fr', 'es', 'nl', 'it', 'pt', 'ja'];

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** "German"; the tag itself where nobody knows a name. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
