/*
 * What offset a time zone has at an instant. Intl knows it, slowly: so it is asked once for each quarter of an hour that
 * is met (offsets change on no finer grid), and the answers are kept, bounded.
 */
const grid = 15 * 60_000;
const mostKept = 20_000;
const offsets = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    ...({ year: 'numeric', month: 'numeric', day: 'numeric' } as const),
    ...({ hour: 'numeric', minute: 'numeric', second: 'numeric' } as const),
  });
  formats.set(zone, made);
  return made;
}

/** Milliseconds by which the zone's clocks are ahead of UTC at this instant. */
export function offsetAt(zone: string, instant: number): number {
  if (zone === 'UTC') return 0;
  const slot = Math.floor(instant / grid);
  const key = `${zone} ${slot}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = askIntl(zone, slot * grid);
  if (offsets.size >= mostKept) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function askIntl(zone: string, instant: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) parts[type] = value;
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
  return (
    utc([
      year,
      Number(parts.month),
      Number(parts.day),
      Number(parts.hour),
      Number(parts.minute),
      Number(parts.second),
      0,
    ]) - instant
  );
}

export type LocalTime = [
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
];

/** As `Date.UTC`, for the years 0 to 99 too. */
export function utc([year, month, day, hour, minute, second, ms]: LocalTime): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, ms);
}

/** The instant at which a zone's clocks show this. Twice in an autumn's hour: the first; never in a spring's: as if the clocks had not been moved. */
export function instantOf(local: LocalTime, zone: string): number {
  const shown = utc(local);
  const before = offsetAt(zone, shown - 86_400_000);
  const after = offsetAt(zone, shown + 86_400_000);
  const first = shown - before;
  if (offsetAt(zone, first) === before) return first;
  const second = shown - after;
  return offsetAt(zone, second) === after ? second : first;
}

/** What a zone's clocks show at an instant. */
export function localOf(instant: number, zone: string): LocalTime {
  const date = new Date(instant + offsetAt(zone, instant));
  return [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
  ];
}
