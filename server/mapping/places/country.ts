import countries from 'i18n-iso-countries/index.js';

/** Languages in which apps and people name countries. */
const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'nb',
  'fi',
  'pl',
  'cs',
  'hu',
  'ro',
  'tr',
  'ja',
  'zh',
];

/** What people write besides the names that Intl gives. */
const alsoCalled: Record<string, string> = {
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  'u.k.': 'GB',
  usa: 'US',
  'u.s.a.': 'US',
  'u.s.': 'US',
  'united states of america': 'US',
  america: 'US',
  uae: 'AE',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  'south korea': 'KR',
  'republic of korea': 'KR',
  'korea, republic of': 'KR',
  'north korea': 'KP',
  'russian federation': 'RU',
  'viet nam': 'VN',
  'ivory coast': 'CI',
  'cape verde': 'CV',
  burma: 'MM',
  turkey: 'TR',
  macedonia: 'MK',
  swaziland: 'SZ',
  'hong kong': 'HK',
  macau: 'MO',
  'vatican city': 'VA',
  'taiwan, province of china': 'TW',
  'iran, islamic republic of': 'IR',
  'moldova, republic of': 'MD',
  'tanzania, united republic of': 'TZ',
  'venezuela, bolivarian republic of': 'VE',
  'bolivia, plurinational state of': 'BO',
  'syrian arab republic': 'SY',
  'lao people’s democratic republic': 'LA',
  'brunei darussalam': 'BN',
  'people’s republic of china': 'CN',
  'republic of ireland': 'IE',
  eire: 'IE',
};

let known: Map<string, string> | undefined;

/** A name without what people write differently: accents, case, dots, “and”. */
const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’'`]/g, '’')
    .replace(/\s*&\s*/g, ' and ')
    .replace(/\s+/g, ' ')
    .trim();

function names(): Map<string, string> {
  if (known) return known;
  const made = new Map<string, string>();
  const codes = Object.keys(countries.getAlpha2Codes());
  for (const language of languages) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = display.of(code);
      if (name !== undefined && !made.has(plain(name))) made.set(plain(name), code);
    }
  }
  for (const [name, code] of Object.entries(alsoCalled)) made.set(plain(name), code);
  known = made;
  return made;
}

/** The two letters of a country that is given by its letters, digits or name; undefined where there is none. */
export function countryOf(value: unknown): string | undefined {
  if (typeof value === 'number') return countries.numericToAlpha2(String(value).padStart(3, '0'));
  if (typeof value !== 'string' || value.length > 100) return undefined;
  const text = value.trim();
  const upper = text.toUpperCase();
  if (/^[A-Z]{2}$/.test(upper) && countries.alpha2ToAlpha3(upper) !== undefined) return upper;
  if (/^[A-Z]{3}$/.test(upper)) {
    const code = countries.alpha3ToAlpha2(upper);
    if (code !== undefined) return code;
  }
  if (/^\d{3}$/.test(text)) return countries.numericToAlpha2(text);
  return names().get(plain(text));
}

type Form = 'alpha2' | 'alpha3' | 'numeric' | 'name';

const displays = new Map<string, Intl.DisplayNames>();

export function writeCountry(code: string, form: Form, language = 'en'): string | undefined {
  if (form === 'alpha2') return code;
  if (form === 'alpha3') return countries.alpha2ToAlpha3(code);
  if (form === 'numeric') return countries.alpha2ToNumeric(code);
  let display = displays.get(language);
  if (!display) {
    display = new Intl.DisplayNames(language, { type: 'region' });
    displays.set(language, display);
  }
  return display.of(code);
}
