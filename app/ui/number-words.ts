const grouped = new Intl.NumberFormat(undefined);
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

/** 1,240 — grouped as the viewer's locale does. */
export const numberWords = (value: number): string => grouped.format(value);

/** 12.4K, for an axis. */
export const shortNumber = (value: number): string => short.format(value);

/** "1 record", "1,240 records". */
export const countWords = (value: number, one: string, many = `${one}s`): string =>
  `${grouped.format(value)} ${value === 1 ? one : many}`;

export function byteWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
