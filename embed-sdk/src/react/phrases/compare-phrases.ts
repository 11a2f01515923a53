import type { Phrases } from './en.ts';

/** What of `all` is missing in phrases that should say all of it. */
export const missingIn = (phrases: Phrases, all: Phrases): string[] =>
  Object.keys(all).filter((key) => !(key in phrases));

/** The names among the host's phrases that nothing is called by. */
export const unknownIn = (phrases: Phrases, all: Phrases): string[] => missingIn(all, phrases);
