export type PhraseValues = Record<string, string | number>;

/** Index of the `}` that closes the `{` at `from`. */
function endOf(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** `one {…} other {…}` → its forms by name. */
function formsOf(text: string): Map<string, string> {
  const forms = new Map<string, string>();
  for (let at = text.indexOf('{'), from = 0; at >= 0; at = text.indexOf('{', from)) {
    const end = endOf(text, at);
    forms.set(text.slice(from, at).trim(), text.slice(at + 1, end));
    from = end + 1;
  }
  return forms;
}

/** Fills an ICU phrase: plain placeholders, and plurals with `=n`, CLDR categories and `#`. */
export function formatPhrase(phrase: string, values: PhraseValues, locale: string): string {
  const open = phrase.indexOf('{');
  if (open < 0) return phrase;
  const close = endOf(phrase, open);
  const [name = '', kind, forms = ''] = phrase.slice(open + 1, close).split(/,([^,]*),(.*)/s);
  const value = values[name.trim()] ?? '';
  const shown = typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  let filled = shown;
  if (kind?.trim() === 'plural') {
    const choices = formsOf(forms);
    const category = new Intl.PluralRules(locale).select(Number(value));
    const chosen = choices.get(`=${value}`) ?? choices.get(category) ?? choices.get('other') ?? '';
    filled = formatPhrase(chosen.replaceAll('#', shown), values, locale);
  }
  return phrase.slice(0, open) + filled + formatPhrase(phrase.slice(close + 1), values, locale);
}
