/** Names that are taken but once: the second `user` is `user2`. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  has(name: string): boolean {
    return this.#taken.has(name);
  }

  take(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#taken.has(name); count++) name = `${wanted}${count}`;
    this.#taken.add(name);
    return name;
  }
}

/** Words of a name that is written in any manner: `repos/list-for-org`, `listPets`, `v1_users.get`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}

/** `listForOrg`, at most 80 characters long, beginning with a letter. */
export function camelName(name: string): string {
  const words = wordsOf(name).map((word) => (/^[A-Z\d]+$/.test(word) ? word.toLowerCase() : word));
  const [first = 'it', ...others] = words;
  const joined = [
    first.charAt(0).toLowerCase() + first.slice(1),
    ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ].join('');
  return (/^[a-z]/i.test(joined) ? joined : `call${joined}`).slice(0, 80);
}

/** A name that can stand in a template: `filter[status]` becomes `filter_status`. */
export function inputName(name: string): string {
  return name.replace(/[^\w-]+/g, '_').replace(/^_+|_+$/g, '') || 'value';
}

/** "List for org". */
export function sentenceOf(name: string): string {
  const words = wordsOf(name).map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The first sentence of a text in Markdown, on one line and not longer than told. */
export function firstSentence(text: string, longest: number): string {
  const plain = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`#>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const sentence = plain.match(/^.*?[.!?](?=\s|$)/)?.[0] ?? plain;
  return sentence.length <= longest ? sentence : `${sentence.slice(0, longest - 1).trimEnd()}…`;
}
