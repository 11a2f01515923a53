import { randomUUID } from 'node:crypto';
import {
  closeBrace,
  closeBracket,
  endOfText,
  manyDigits,
  maxDepth,
  openBrace,
  openBracket,
  parseJson,
  quote,
} from './json-text.ts';
import { type RowWatch, readRows } from './read-rows.ts';

/** Why a body is not usable as JSON; the words complete "the answer …". */
export class UnreadableJson extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Stands where something was cut out. No app can know it. */
const cutMark = `cut-${randomUUID()}`;

/** Whether something was cut out of a value that `readJson` gave. */
export const holdsCut = (value: unknown): boolean => JSON.stringify(value)?.includes(cutMark) === true;

/** For people, who are shown it. */
export const withoutCut = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll(cutMark, '…'));

interface Reading {
  onCut?: (() => void) | undefined;
  /** Knows some of the rows, so that they need not be read. */
  rows?: RowWatch | undefined;
}

/**
 * Parses what an app sent. Whole numbers beyond 2^53 become text, digit for digit: as numbers two ids could fall
 * together. Throws `UnreadableJson` for anything that is not JSON, and for nesting so deep that walking it would fail;
 * where somebody can be told of it by `onCut`, what is too deep is cut out instead, so that the rest can be read.
 */
export function readJson(whole: Buffer, { onCut, rows }: Reading = {}): unknown {
  const known = rows && readByRow(whole, rows);
  if (known) return known.value;
  let body = whole;
  let { depth, digits } = measure(body);
  if (depth > maxDepth) {
    if (!onCut) throw new UnreadableJson(`is nested more than ${maxDepth} levels deep`);
    body = cut(whole);
    digits = manyDigits;
    onCut();
  }
  let text: string;
  try {
    text = utf8.decode(body);
  } catch (cause) {
    throw Object.assign(new UnreadableJson('is not written in UTF-8'), { cause });
  }
  try {
    return parseJson(text, digits);
  } catch (cause) {
    throw Object.assign(new UnreadableJson('is not JSON'), { cause });
  }
}

function readByRow(body: Buffer, watch: RowWatch): { value: unknown } | undefined {
  try {
    return readRows(body, watch);
  } catch (error) {
    // What is wrong with it is said by whoever reads it whole.
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** How deep it is nested, and how many digits its longest number has: byte by byte, stepping over texts. */
function measure(body: Buffer): { depth: number; digits: number } {
  const { length } = body;
  let [level, depth, run, digits] = [0, 0, 0, 0];
  for (let index = 0; index < length; index += 1) {
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
      if (level > depth) depth = level;
      if (depth > maxDepth) break;
    } else if (byte === closeBrace || byte === closeBracket) level -= 1;
  }
  return { depth, digits };
}

/** Without what is nested too deep. */
function cut(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let [level, from] = [0, 0];
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (byte === quote) index = endOfText(body, index + 1);
    else if (byte === openBrace || byte === openBracket) {
      level += 1;
      if (level === maxDepth + 1) parts.push(body.subarray(from, index), Buffer.from(`"${cutMark}"`));
    } else if (byte === closeBrace || byte === closeBracket) {
      if (level === maxDepth + 1) from = index + 1;
      level -= 1;
    }
  }
  // What never ends is not JSON, with or without the cut.
  return Buffer.concat(level > maxDepth ? [body] : [...parts, body.subarray(from)]);
}
