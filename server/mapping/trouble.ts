/** Why a value could not be mapped, in words for whoever owns the data, and what to do about it. */
export class Trouble extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'Trouble';
    this.remedy = remedy;
  }
}

const longestShape = 30;

/** What a value looks like without saying what it is: letters become a and A, digits 9. "+49 30 9018" is shown as "+99 99 9999". */
export function shapeOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'boolean') return 'a yes or no';
  const text = String(value);
  const head = text.slice(0, longestShape);
  const shape = head
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{L}/gu, (letter) => (letter === 'A' ? 'A' : 'a'))
    .replace(/\p{Nd}/gu, '9')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '·');
  const cut = text.length > longestShape ? `… (${text.length} characters)` : '';
  return typeof value === 'number' ? `a number like ${shape}` : `a text like “${shape}”${cut}`;
}
