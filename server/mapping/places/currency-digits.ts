/*
 * Minor units by ISO 4217 (list one), where they are not two. The platform's own data can't be asked: it tells how an
 * amount is shown in a country, which for some currencies is less.
 */
const others: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const byCode = new Map(
  Object.entries(others).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)])),
);

/** How many decimals an amount in this currency has; undefined for what is no currency's code. */
export function minorDigitsOf(code: string): number | undefined {
  return /^[A-Z]{3}$/.test(code) ? (byCode.get(code) ?? 2) : undefined;
}
