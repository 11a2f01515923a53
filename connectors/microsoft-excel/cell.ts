/** Excel counts days from the end of 1899; 25,569 of them lie before 1970. */
const daysBefore1970 = 25_569;
const day = 86_400_000;
const isoTime = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** What of a number format shows dates: days and years, hours and seconds. Texts in quotes, colours and escaped letters show nothing. */
function partsOf(format: unknown): { hasDay: boolean; hasTime: boolean } {
  const bare = String(format ?? '').replaceAll(/"[^"]*"|\[(?![hms]+\])[^\]]*\]|[\\_*]./gi, '');
  return { hasDay: /[dy]/i.test(bare) || /^m+$/i.test(bare), hasTime: /[hs]/i.test(bare) };
}

export const isDateFormat = (format: unknown): boolean => {
  const { hasDay, hasTime } = partsOf(format);
  return hasDay || hasTime;
};

/** A cell's value as it is read: empty is null, and a number that is shown as a date is that date, without a zone: Excel knows none. */
export function fromCell(value: unknown, format: unknown): unknown {
  if (value === '' || value === undefined) return null;
  if (typeof value !== 'number') return value;
  const { hasDay, hasTime } = partsOf(format);
  if (!hasDay && !hasTime) return value;
  const time = new Date(Math.round((value - daysBefore1970) * day));
  if (Number.isNaN(time.getTime())) return value;
  const text = time.toISOString();
  if (!hasDay) return value >= 0 && value < 1 ? text.slice(11, 19) : value;
  return hasTime ? text.slice(0, 19) : text.slice(0, 10);
}

/** What Excel would take for something else than a text: a formula, a number, a date, yes or no, an error. */
const isAmbiguous = (text: string): boolean => /^['=+\-@#]|\d|^(true|false)$/i.test(text);

/**
 * A value as it is written. A text stays that text: an apostrophe, which is not part of it, says so where Excel would make
 * something else of it. In a cell that shows dates, an ISO date is that date.
 */
export function toCell(value: unknown, format?: unknown): unknown {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const [, date, time = '00:00'] = (isDateFormat(format) && isoTime.exec(text)) || [];
  if (date !== undefined) return Date.parse(`${date}T${time}Z`) / day + daysBefore1970;
  return isAmbiguous(text) ? `'${text}` : text;
}
