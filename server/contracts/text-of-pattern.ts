/** Texts that patterns of API descriptions ask for most: tried before one is put together. */
const usual = [
  'text',
  'abc',
  'a',
  'A',
  'AB',
  'ABC',
  'US',
  'EUR',
  'en-US',
  'en',
  '1',
  '12',
  '2026',
  '10.00',
  '0',
  '2026-01-31',
  '2026-01-31T12:00:00Z',
  '12:00',
  '+4930123456',
  'mara@acme.example',
  'https://acme.example',
  'properties/1',
  'abcdefghijklmnop',
  'ABCDEFGHIJKLMNOP',
  '1234567890',
  '1234567890123',
  'ABCDEFGH12345',
  'true',
];

/** A text that a pattern takes; undefined where none was found. Lookarounds and back references are not understood. */
export function textOfPattern(pattern: string, minLength: number): string | undefined {
  let regex: RegExp;
  try {
    regex = new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
  const isRight = (text: string) => text.length >= minLength && regex.test(text);
  const found = usual.find(isRight);
  if (found !== undefined) return found;
  for (const repeats of [1, minLength, 2, 8]) {
    const made = new Maker(pattern, Math.max(repeats, 1)).make();
    if (isRight(made)) return made;
  }
  return undefined;
}

/** Walks through a pattern and writes the first thing that each part takes. */
class Maker {
  readonly #pattern: string;
  /** How often a part is repeated that may be repeated at will. */
  readonly #repeats: number;
  #at = 0;

  constructor(pattern: string, repeats: number) {
    this.#pattern = pattern;
    this.#repeats = repeats;
  }

  make(): string {
    return this.#alternatives();
  }

  #alternatives(): string {
    const first = this.#sequence();
    while (this.#pattern[this.#at] === '|') {
      this.#at++;
      this.#sequence();
    }
    return first;
  }

  #sequence(): string {
    let made = '';
    while (this.#at < this.#pattern.length && !'|)'.includes(this.#pattern[this.#at] ?? '')) made += this.#quantified();
    return made;
  }

  #quantified(): string {
    const one = this.#atom();
    const rest = this.#pattern.slice(this.#at);
    const counted = rest.match(/^\{(\d+)(,?)(\d*)\}\??/);
    const [sign] = counted ?? rest.match(/^[*+?]\??/) ?? [''];
    this.#at += sign.length;
    if (counted === null)
      return sign.startsWith('?') || sign === '' ? (sign === '' ? one : '') : one.repeat(this.#repeats);
    const [, least = '1', comma, most = ''] = counted;
    const limit = most === '' ? this.#repeats : Number(most);
    return one.repeat(comma === '' ? Number(least) : Math.max(Number(least), Math.min(limit, this.#repeats)));
  }

  #atom(): string {
    const sign = this.#pattern[this.#at++] ?? '';
    if (sign === '^' || sign === '$') return '';
    if (sign === '.') return 'a';
    if (sign === '[') return this.#class();
    if (sign === '\\') return this.#escape();
    if (sign !== '(') return sign;
    const look = this.#pattern.slice(this.#at).match(/^\?(:|=|!|<[=!]|<\w+>)/)?.[0] ?? '';
    this.#at += look.length;
    const inner = this.#alternatives();
    this.#at++;
    return /^\?(=|!|<[=!])/.test(look) ? '' : inner;
  }

  #escape(): string {
    const sign = this.#pattern[this.#at++] ?? '';
    if (sign === 'd') return '1';
    if (sign === 'w') return 'a';
    if (sign === 's') return ' ';
    if (sign === 'S' || sign === 'D') return 'a';
    if (sign === 'W') return '-';
    if (sign === 'b' || sign === 'B') return '';
    if (sign === 'p' || sign === 'P') {
      this.#at += this.#pattern.slice(this.#at).match(/^\{[^}]*\}/)?.[0].length ?? 0;
      return 'a';
    }
    return sign;
  }

  #class(): string {
    const isNegated = this.#pattern[this.#at] === '^';
    const start = this.#at;
    while (this.#at < this.#pattern.length && (this.#pattern[this.#at] !== ']' || this.#at === start))
      this.#at += this.#pattern[this.#at] === '\\' ? 2 : 1;
    const inside = this.#pattern.slice(start, this.#at++);
    const tried = [...'aA1-_ .@/+=:x', ...inside];
    const single = new RegExp(`^[${inside}]$`, 'u');
    return tried.find((sign) => single.test(sign)) ?? (isNegated ? '~' : '');
  }
}
