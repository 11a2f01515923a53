import type { PorticoEvent } from '../core/events.ts';
import { missingIn, unknownIn } from './phrases/compare-phrases.ts';
import { en, type Phrases } from './phrases/en.ts';
import { isSpoken } from './phrases/load-phrases.ts';

const OWN_MACHINE = /^(localhost|127\.0\.0\.1|\[::1\]|.+\.(localhost|test|local))$/;

/** Writes a warning into the console where a page is developed: customers' consoles stay empty. */
export function warnDeveloper({ code, message }: PorticoEvent<'warning'>): void {
  // biome-ignore lint/suspicious/noConsole: it is what a developer looks at.
  if (OWN_MACHINE.test(globalThis.location?.hostname ?? '')) console.warn(`Portico (${code}): ${message}`);
}

/** What is wrong with the host's phrases: names that nothing is called by, and what a language of its own leaves out. */
export async function phraseWarnings(
  language: string,
  phrases: Phrases | 'keys' | undefined,
  failed: boolean,
): Promise<PorticoEvent<'warning'>[]> {
  const own = phrases === 'keys' || !phrases ? {} : phrases;
  const { english } = await import('./later-parts.ts');
  const all = { ...en, ...english };
  const unknown = unknownIn(own, all);
  const missing = isSpoken(language) ? [] : missingIn(own, all);
  const some = (keys: string[]) =>
    keys.slice(0, 5).join(', ') + (keys.length > 5 ? ` and ${keys.length - 5} more` : '');
  const warnings: PorticoEvent<'warning'>[] = [];
  if (unknown.length > 0)
    warnings.push({ type: 'warning', code: 'phrases_unknown', message: `No phrase is called ${some(unknown)}.` });
  if (missing.length > 0)
    warnings.push({
      type: 'warning',
      code: 'phrases_missing',
      message: `“${language}” is not one of the languages of the tab, and its phrases are incomplete. English stands in for ${some(missing)}.`,
    });
  if (failed)
    warnings.push({
      type: 'warning',
      code: 'phrases_unloaded',
      message: `The phrases of “${language}” could not be fetched. English stands in for them.`,
    });
  return warnings;
}
