import { randomUUID } from 'node:crypto';
import {
  closeBrace,
  closeBracket,
  comma,
  endOfText,
  isBlank,
  manyDigits,
  maxDepth,
  openBrace,
  openBracket,
  parseJson,
  quote,
} from './json-text.ts';
import { lazyRow } from './lazy-row.ts';

/** Tells the rows of an answer apart by their own texts, before anything of them is read. */
export interface RowWatch {
  /** How many bytes the row has that should come next; 0 where nobody knows. */
  readonly expected: number;
  /** Whether that is the text of the row that should come next. */
  isExpected(text: Uint8Array): boolean;
  /** Whether it is the text of a row that is known. Every row but an expected one is asked for. */
  isKnown(text: Uint8Array): boolean;
  /** The rows that were asked for, in their order, as they are handed to the connector. */
  handed(rows: readonly { row: unknown; isOpened?: () => boolean }[]): void;
}

/** Rows that stand side by side in one list, with nothing but commas between them. */
interface Stretch {
  first: number;
  count: number;
}

interface Split {
  /** Where each row begins and ends. */
  bounds: number[];
  isKnown: boolean[];
  stretches: Stretch[];
  digits: number;
}

/** Stands where rows were taken out. No app can know it. */
const mark = `rows-${randomUUID()}:`;

/**
 * Parses an answer like JSON.parse, but for the rows that are known: nobody reads them. Rows are the objects in the
 * outermost lists. Undefined where it is nested too deep to be read so. Throws whatever parsing throws.
 */
export function readRows(body: Buffer, watch: RowWatch): { value: unknown } | undefined {
  const split = splitRows(body, watch);
  if (!split) return undefined;
  const { bounds, isKnown, stretches, digits } = split;
  const outside: string[] = [];
  let from = 0;
  for (const { first, count } of stretches) {
    outside.push(decode(body, from, bounds[2 * first] ?? 0), `"${mark}${first}:${count}"`);
    from = bounds[2 * (first + count) - 1] ?? 0;
  }
  const whole: unknown = parseJson([...outside, decode(body, from, body.length)].join(''), digits);
  const read = readUnknown(body, split);
  if (read.length !== isKnown.filter((known) => !known).length) return undefined;
  let next = 0;
  const handed = isKnown.map((known, at) => {
    if (!known) return { row: read[next++] };
    const [start, end] = [bounds[2 * at] ?? 0, bounds[2 * at + 1] ?? 0];
    return lazyRow(() => Object(parseJson(body.toString('utf8', start, end), manyDigits)));
  });
  watch.handed(handed);
  return {
    value: withRows(
      whole,
      handed.map(({ row }) => row),
    ),
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const atStart = new TextDecoder('utf-8', { fatal: true });

const decode = (body: Buffer, from: number, to: number): string =>
  (from === 0 ? atStart : utf8).decode(body.subarray(from, to));

/** All rows that have to be read, parsed at once. */
function readUnknown(body: Buffer, { bounds, isKnown, stretches, digits }: Split): unknown[] {
  const texts: string[] = [];
  for (const { first, count } of stretches) {
    for (let at = first; at < first + count; at += 1) {
      if (isKnown[at]) continue;
      const begin = at;
      while (at + 1 < first + count && !isKnown[at + 1]) at += 1;
      texts.push(utf8.decode(body.subarray(bounds[2 * begin], bounds[2 * at + 1])));
    }
  }
  if (texts.length === 0) return [];
  const rows = parseJson(`[${texts.join()}]`, digits);
  return Array.isArray(rows) ? rows : [];
}

/** Puts the rows into the lists that they come from. */
function withRows(value: unknown, rows: readonly unknown[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) {
    for (const inner of Object.values(value)) withRows(inner, rows);
    return value;
  }
  const places: unknown[] = value.splice(0);
  for (const place of places) {
    if (typeof place !== 'string' || !place.startsWith(mark)) value.push(place);
    else {
      const [first = 0, count = 0] = place.slice(mark.length).split(':').map(Number);
      for (let at = first; at < first + count; at += 1) value.push(rows[at]);
    }
  }
  return value;
}

/** Finds the rows, byte by byte, but for those that are as expected: these are stepped over. */
function splitRows(body: Buffer, watch: RowWatch): Split | undefined {
  const split: Split = { bounds: [], isKnown: [], stretches: [], digits: 0 };
  const { length } = body;
  let [level, list, run] = [0, 0, 0];
  for (let index = 0; index < length; index += 1) {
    const byte = body[index] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) {
      run += 1;
      if (run > split.digits) split.digits = run;
      continue;
    }
    run = 0;
    if (byte === quote) index = endOfText(body, index + 1);
    else if (byte === openBrace && list > 0 && level === list) {
      const end = takeStretch(body, index, level, watch, split);
      if (end === undefined) return undefined;
      index = end - 1;
    } else if (byte === openBrace || byte === openBracket) {
      level += 1;
      if (level > maxDepth) return undefined;
      if (byte === openBracket && list === 0) list = level;
    } else if (byte === closeBrace || byte === closeBracket) {
      level -= 1;
      if (level < list) list = 0;
    }
  }
  return split;
}

/** Takes the row that begins here and those that follow it. Tells where the last one ends; undefined where one is nested too deep. */
function takeStretch(body: Buffer, from: number, level: number, watch: RowWatch, split: Split): number | undefined {
  const first = split.isKnown.length;
  let [start, end] = [from, from];
  while (true) {
    const guess = start + watch.expected;
    const isExpected =
      guess > start &&
      guess <= body.length &&
      body[guess - 1] === closeBrace &&
      watch.isExpected(body.subarray(start, guess));
    const found = isExpected ? guess : endOfRow(body, start, level, split);
    if (found === undefined) return undefined;
    end = found;
    split.bounds.push(start, end);
    split.isKnown.push(isExpected || watch.isKnown(body.subarray(start, end)));
    const next = nextRow(body, end);
    if (next === undefined) break;
    start = next;
  }
  split.stretches.push({ first, count: split.isKnown.length - first });
  return end;
}

/** Where the next row begins, if nothing but a comma stands before it. */
function nextRow(body: Buffer, from: number): number | undefined {
  let [index, commas] = [from, 0];
  for (; index < body.length; index += 1) {
    const byte = body[index] ?? 0;
    if (byte === comma) commas += 1;
    else if (!isBlank(byte)) break;
  }
  return commas === 1 && body[index] === openBrace ? index : undefined;
}

/** The place behind the object that begins here. */
function endOfRow(body: Buffer, from: number, above: number, split: Split): number | undefined {
  const { length } = body;
  let [level, run, digits] = [above, 0, split.digits];
  let index = from;
  for (; index < length; index += 1) {
    const byte = body[index] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) {
      run += 1;
      if (run > digits) digits = run;
      continue;
    }
    run = 0;
    if (byte === quote) index = endOfText(body, index + 1);
    else if (byte === openBrace || byte === openBracket) {
      level += 1;
      if (level > maxDepth) return undefined;
    } else if (byte === closeBrace || byte === closeBracket) {
      level -= 1;
      if (level === above) {
        index += 1;
        break;
      }
    }
  }
  split.digits = digits;
  return Math.min(index, length);
}
