import { de } from './phrases/de.ts';
import { en, type MailPhrase, type MailPhrases } from './phrases/en.ts';
import { es } from './phrases/es.ts';
import { fr } from './phrases/fr.ts';
import { it } from './phrases/it.ts';
import { ja } from './phrases/ja.ts';
import { nl } from './phrases/nl.ts';
import { pt } from './phrases/pt.ts';

export const mailPhrases: Record<string, MailPhrases> = { de, en, es, fr, it, ja, nl, pt };

export const languageOf = (locale: string): string => locale.split('-')[0]?.toLowerCase() ?? 'en';

/** A phrase of an e-mail, in the reader's language, or English where it is none of the tab's. */
export type MailWords = (phrase: MailPhrase, values?: Record<string, string>) => string;

export function mailWords(locale: string): MailWords {
  const phrases = mailPhrases[languageOf(locale)] ?? en;
  return (phrase, values = {}) => phrases[phrase].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** A day and time as the reader's language writes it; in UTC, because nobody knows where an e-mail is read. */
export function momentIn(locale: string, at: Date): string {
  const language = languageOf(locale) in mailPhrases ? locale : 'en';
  return new Intl.DateTimeFormat(language, {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' },
  })
    .format(at)
    .concat(' UTC');
}
