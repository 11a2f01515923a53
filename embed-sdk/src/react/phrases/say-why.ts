import type { Attention } from '../../core/contract.ts';
import type { Tab } from '../tab-context.ts';

type Speaker = Pick<Tab, 't' | 'words'>;

/** Why something needs a person, in the reader's language where there is a phrase for it; the app's own words stay its own. */
export function sayWhy(
  { t, words }: Speaker,
  { code, values, sentence }: Pick<Attention, 'code' | 'values' | 'sentence'>,
) {
  const key = `why.${code}`;
  if (!values?.app || !words.has(key)) return sentence;
  return values.said ? `${t(key, values)} ${t('why.said', values)}` : t(key, values);
}
