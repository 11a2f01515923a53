const signs: Record<string, string> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
  '₪': 'ILS',
  '₫': 'VND',
  '₴': 'UAH',
  '₦': 'NGN',
  '₺': 'TRY',
  '฿': 'THB',
  zł: 'PLN',
  kč: 'CZK',
  us$: 'USD',
  a$: 'AUD',
  c$: 'CAD',
  ca$: 'CAD',
  nz$: 'NZD',
  hk$: 'HKD',
  s$: 'SGD',
  r$: 'BRL',
  mx$: 'MXN',
  euro: 'EUR',
  euros: 'EUR',
  'us dollars': 'USD',
  'u.s. dollar': 'USD',
  'pound sterling': 'GBP',
};

let known: Map<string, string> | undefined;

function names(): Map<string, string> {
  if (known) return known;
  const made = new Map<string, string>();
  for (const language of ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl']) {
    const display = new Intl.DisplayNames(language, { type: 'currency', fallback: 'none' });
    for (const code of Intl.supportedValuesOf('currency')) {
      made.set(code.toLowerCase(), code);
      const name = display.of(code)?.toLowerCase();
      if (name !== undefined && !made.has(name)) made.set(name, code);
    }
  }
  for (const [sign, code] of Object.entries(signs)) made.set(sign, code);
  known = made;
  return made;
}

/** The three letters of a currency, from its letters, its name or a sign that means one currency only: "$" and "kr" do not. */
export function currencyOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 60) return undefined;
  return names().get(value.trim().toLowerCase());
}
