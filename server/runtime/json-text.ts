export const quote = 0x22;
const backslash = 0x5c;
export const comma = 0x2c;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;
export const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

export const maxDepth = 200;
/** With so many digits a whole number may be beyond 2^53. */
export const manyDigits = 16;

/** JSON of which the longest number has so many digits. Whole numbers beyond 2^53 become text, digit for digit. */
export const parseJson = (text: string, digits: number): unknown =>
  digits >= manyDigits ? JSON.parse(text, keepDigits) : JSON.parse(text);

// The third argument, the number as it was written, is newer than the compiler's description of JSON.parse.
function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  const isUnsafe =
    typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source);
  return isUnsafe ? source : value;
}

const shortText = 24;

/** Where the text that begins at `from` ends: at the next quote that no backslash escapes. */
export function endOfText(body: Buffer, from: number): number {
  let index = from;
  // Most texts are short: for those, asking the native search costs more than it saves.
  for (const near = Math.min(from + shortText, body.length); index < near; index += 1) {
    const byte = body[index];
    if (byte === quote) return index;
    if (byte === backslash) index += 1;
  }
  while (index < body.length) {
    const end = body.indexOf(quote, index);
    if (end === -1) return body.length;
    let escapes = end;
    while (escapes > index && body[escapes - 1] === backslash) escapes -= 1;
    if ((end - escapes) % 2 === 0) return end;
    index = end + 1;
  }
  return index;
}
