import { instantOf, type LocalTime, utc } from './zone.ts';

const isoDate = /^(\d{4})-(\d\d)-(\d\d)$/;
const isoDateTime =
  /^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)? ?(Z|z|[+-]\d\d(?::?\d\d)?)?$/;

/** Whether there is such a day, and such a time of it. */
export function isReal([year, month, day, hour, minute, second, ms]: LocalTime): boolean {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 || ms > 999) return false;
  return day <= new Date(utc([year, month + 1, 0, 0, 0, 0, 0])).getUTCDate();
}

export function isDate(text: string): boolean {
  const parts = isoDate.exec(text);
  return parts !== null && isReal([Number(parts[1]), Number(parts[2]), Number(parts[3]), 0, 0, 0, 0]);
}

/** Reads an ISO 8601 time; one without an offset is of `zone`. Undefined where it is none, or nobody says which zone. */
export function readIsoDateTime(text: string, zone: string | undefined): number | undefined {
  const parts = isoDateTime.exec(text);
  if (parts === null) return undefined;
  const ms = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
  // A leap second is told as the last one before it.
  const second = parts[6] === '60' ? 59 : Number(parts[6] ?? 0);
  const local: LocalTime = [
    Number(parts[1]),
    Number(parts[2]),
    Number(parts[3]),
    Number(parts[4]),
    Number(parts[5]),
    second,
    ms,
  ];
  if (!isReal(local)) return undefined;
  const offset = parts[8];
  if (offset !== undefined) return utc(local) - offsetMs(offset);
  return zone === undefined ? undefined : instantOf(local, zone);
}

/** `Z`, `+02`, `+0200` and `-02:30` as milliseconds. */
export function offsetMs(text: string): number {
  if (text === 'Z' || text === 'z') return 0;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}
