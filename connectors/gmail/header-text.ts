import { AppCallError } from '../kit/index.ts';

/** So many bytes make an encoded word of at most 75 letters (RFC 2047, 2). */
const wordBytes = 45;

/**
 * A text as a header's value. A line break would begin a header of its own, so it is refused and not mended; what is not
 * plain ASCII, or is long, becomes encoded words, never split inside of a letter.
 */
export function headerText(text: string, field: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(text))
    throw new AppCallError('It must be one line, without control characters.', {
      class: 'invalid',
      code: 'line_break',
      field,
    });
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && text.length <= 200) return text;
  const words: string[] = [];
  let word = '';
  for (const letter of text) {
    if (Buffer.byteLength(word + letter) > wordBytes) {
      words.push(word);
      word = '';
    }
    word += letter;
  }
  words.push(word);
  return words.map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}
