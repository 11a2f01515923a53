import { isReal, offsetMs } from './iso.ts';
import { type LocalTime, offsetAt } from './zone.ts';

/*
 * Patterns of dates in the letters of Unicode (dd.MM.yyyy HH:mm), as most apps write them down. They are read from left to
 * right, without going back: each part takes as many signs as it may.
 */
type Token = { letter: string; count: number } | { literal: string };

/** What was read. Without a time, it is a day; without an offset, it is of somebody's zone. */
export interface ReadTime {
  local: LocalTime;
  hasTime: boolean;
  offset: number | undefined;
}

export interface Pattern {
  read: (text: string) => ReadTime | undefined;
  write: (local: LocalTime, instant: number, zone: string) => string;
}

const usable = /^(yyyy|yy|y|MMMM|MMM|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|S{1,9}|a|EEEE|EEE|XXX|XX|X|Z)$/;

const kept = new Map<string, Pattern | undefined>();

/** Undefined where the text is no pattern. */
export function patternOf(text: string, language = 'en'): Pattern | undefined {
  const key = `${language} ${text}`;
  if (!kept.has(key)) {
    if (kept.size > 1000) kept.clear();
    kept.set(key, make(text, language));
  }
  return kept.get(key);
}

function make(text: string, language: string): Pattern | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const names = namesOf(language);
  return {
    read: (input) => read(tokens, input.trim(), names),
    write: (local, instant, zone) => tokens.map((token) => write(token, local, instant, zone, names)).join(''),
  };
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  let length = 0;
  for (const match of text.matchAll(/'([^']*)'|([A-Za-z])\2*|[^A-Za-z']+/g)) {
    const [whole, quoted, letter] = match;
    length += whole.length;
    if (letter !== undefined) {
      if (!usable.test(whole)) return undefined;
      tokens.push({ letter, count: whole.length });
    } else tokens.push({ literal: quoted === undefined ? whole : quoted || "'" });
  }
  if (length !== text.length) return undefined;
  const letters = new Set(tokens.map((token) => ('letter' in token ? token.letter : '')));
  return letters.has('y') && letters.has('M') && letters.has('d') ? tokens : undefined;
}

interface Names {
  long: string[];
  short: string[];
  days: string[];
  shortDays: string[];
}

const namesKept = new Map<string, Names>();

function namesOf(language: string): Names {
  const known = namesKept.get(language);
  if (known) return known;
  const list = (options: Intl.DateTimeFormatOptions, count: number, at: (index: number) => number) => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' });
    return Array.from({ length: count }, (_, index) => format.format(at(index)));
  };
  const month = (index: number) => Date.UTC(2024, index, 1);
  const day = (index: number) => Date.UTC(2024, 0, 7 + index);
  const made = {
    long: list({ month: 'long' }, 12, month),
    short: list({ month: 'short' }, 12, month),
    days: list({ weekday: 'long' }, 7, day),
    shortDays: list({ weekday: 'short' }, 7, day),
  };
  namesKept.set(language, made);
  return made;
}

interface Found {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  half?: number;
  minute?: number;
  second?: number;
  ms?: number;
  afternoon?: boolean;
  offset?: number;
}

function read(tokens: readonly Token[], text: string, names: Names): ReadTime | undefined {
  const found: Found = {};
  let rest = text;
  for (const token of tokens) {
    const taken =
      'literal' in token ? takeLiteral(rest, token.literal) : take(rest, token.letter, token.count, found, names);
    if (taken === undefined) return undefined;
    rest = rest.slice(taken);
  }
  if (rest !== '' || found.year === undefined || found.month === undefined || found.day === undefined) return undefined;
  const hour = found.half === undefined ? (found.hour ?? 0) : (found.half % 12) + (found.afternoon ? 12 : 0);
  if (found.half !== undefined && (found.half < 1 || found.half > 12)) return undefined;
  const local: LocalTime = [
    found.year,
    found.month,
    found.day,
    hour,
    found.minute ?? 0,
    found.second ?? 0,
    found.ms ?? 0,
  ];
  if (!isReal(local)) return undefined;
  return { local, hasTime: found.hour !== undefined || found.half !== undefined, offset: found.offset };
}

/** A space stands for any number of them. */
function takeLiteral(text: string, literal: string): number | undefined {
  if (text.startsWith(literal)) return literal.length;
  if (literal.trim() !== '') return undefined;
  return text.length - text.trimStart().length || undefined;
}

function digits(text: string, least: number, most: number): string | undefined {
  let end = 0;
  while (end < most && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return end < least ? undefined : text.slice(0, end);
}

function take(text: string, letter: string, count: number, found: Found, names: Names): number | undefined {
  const number = (least: number, most: number, put: (value: number) => void): number | undefined => {
    const read = digits(text, least, most);
    if (read === undefined) return undefined;
    put(Number(read));
    return read.length;
  };
  const least = count === 2 ? 2 : 1;
  switch (letter) {
    case 'y':
      if (count === 2) return number(2, 2, (value) => (found.year = value + (value < 70 ? 2000 : 1900)));
      return number(4, 4, (value) => (found.year = value));
    case 'M':
      if (count >= 3) return name(text, [names.long, names.short], (value) => (found.month = value + 1));
      return number(least, 2, (value) => (found.month = value));
    case 'd':
      return number(least, 2, (value) => (found.day = value));
    case 'H':
      return number(least, 2, (value) => (found.hour = value));
    case 'h':
      return number(least, 2, (value) => (found.half = value));
    case 'm':
      return number(least, 2, (value) => (found.minute = value));
    case 's':
      return number(least, 2, (value) => (found.second = value));
    case 'S': {
      const read = digits(text, 1, 9);
      if (read !== undefined) found.ms = Number(read.slice(0, 3).padEnd(3, '0'));
      return read?.length;
    }
    case 'a': {
      const half = /^([ap])\.?m\.?/i.exec(text);
      if (half) found.afternoon = half[1]?.toLowerCase() === 'p';
      return half?.[0].length;
    }
    case 'E':
      return name(text, [names.days, names.shortDays], () => undefined);
    default: {
      const offset = /^(?:Z|GMT|UTC|[+-]\d\d(?::?\d\d)?)/i.exec(text)?.[0];
      if (offset !== undefined) found.offset = /^[+-]/.test(offset) ? offsetMs(offset) : 0;
      return offset?.length;
    }
  }
}

/** The longest name that the text begins with, whatever its case and with or without its dot. */
function name(text: string, lists: string[][], put: (index: number) => void): number | undefined {
  const lower = text.slice(0, 40).toLowerCase();
  let best: { index: number; length: number } | undefined;
  for (const list of lists)
    for (const [index, full] of list.entries())
      for (const spelling of [full.toLowerCase(), full.toLowerCase().replace(/\.$/, '')])
        if (lower.startsWith(spelling) && spelling.length > (best?.length ?? 0))
          best = { index, length: spelling.length };
  if (!best) return undefined;
  put(best.index);
  return best.length + (text[best.length] === '.' ? 1 : 0);
}

function write(token: Token, local: LocalTime, instant: number, zone: string, names: Names): string {
  if ('literal' in token) return token.literal;
  const [year, month, day, hour, minute, second, ms] = local;
  const padded = (value: number, count = token.count) => String(value).padStart(Math.min(count, 4), '0');
  switch (token.letter) {
    case 'y':
      return token.count === 2 ? padded(year % 100) : padded(year, 4);
    case 'M':
      return token.count >= 3 ? ((token.count === 4 ? names.long : names.short)[month - 1] ?? '') : padded(month);
    case 'd':
      return padded(day);
    case 'H':
      return padded(hour);
    case 'h':
      return padded(hour % 12 || 12);
    case 'm':
      return padded(minute);
    case 's':
      return padded(second);
    case 'S':
      return String(ms).padStart(3, '0').padEnd(9, '0').slice(0, token.count);
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'E':
      return (
        (token.count === 4 ? names.days : names.shortDays)[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? ''
      );
    default:
      return writeOffset(offsetAt(zone, instant), token);
  }
}

function writeOffset(offset: number, { letter, count }: { letter: string; count: number }): string {
  if (offset === 0 && letter === 'X') return 'Z';
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const parts = [Math.floor(minutes / 60), minutes % 60].map((value) => String(value).padStart(2, '0'));
  return (offset < 0 ? '-' : '+') + parts.join(letter === 'X' && count === 3 ? ':' : '');
}
