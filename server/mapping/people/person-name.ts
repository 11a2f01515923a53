export interface PersonName {
  prefix: string;
  first: string;
  middle: string;
  last: string;
  suffix: string;
}

const prefixes = new Set(
  'mr mrs ms miss mx dr prof professor sir dame lady lord rev fr hon herr frau dott ing mag dipl-ing m mme mlle sr sra srta don doña sig sigra dhr mevr'.split(
    ' ',
  ),
);
const suffixes = new Set('jr sr ii iii iv v phd md dds dvm esq cpa mba msc bsc ma ba llm jd rn'.split(' '));
/** Words that begin a family name, with what comes after them. */
const particles = new Set(
  'van von der den de da di del della dos das du des la le el al bin ibn ben zu zum zur ter ten af av st saint mac san santa vande vander'.split(
    ' ',
  ),
);
/** "M." and "Sr." stand at both ends; alone in front they are titles, behind they are not. */
const bare = (word: string): string => word.toLowerCase().replaceAll('.', '').replace(/,$/, '');

/** Splits a name as it is usually written in Europe and the Americas: "Dr. Ludwig van Beethoven, PhD", or "Beethoven, Ludwig van". */
export function splitName(text: string): PersonName {
  const [before = '', ...behind] = text
    .split(',')
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '');
  const suffixParts = behind.filter((part) => part.split(' ').every((word) => suffixes.has(bare(word))));
  const others = behind.filter((part) => !suffixParts.includes(part));
  const words = before.split(' ').filter((word) => word !== '');
  if (others.length > 0) return lastFirst(words, others.join(' ').split(' '), suffixParts);
  const prefix = takeFront(words, 1);
  const suffix: string[] = [];
  while (words.length > 2 && suffixes.has(bare(words.at(-1) ?? ''))) suffix.unshift(words.pop() ?? '');
  const first = words.shift() ?? '';
  const begin = words.findIndex((word) => particles.has(bare(word)));
  const lastAt = words.length === 0 ? 0 : begin === -1 || begin === words.length - 1 ? words.length - 1 : begin;
  return {
    prefix: prefix.join(' '),
    first,
    middle: words.slice(0, lastAt).join(' '),
    last: words.slice(lastAt).join(' '),
    suffix: [...suffix, ...suffixParts].join(' '),
  };
}

/** Titles at the beginning, as long as `left` words stay. */
function takeFront(words: string[], left: number): string[] {
  const taken: string[] = [];
  while (words.length > left && prefixes.has(bare(words[0] ?? ''))) taken.push(words.shift() ?? '');
  return taken;
}

function lastFirst(last: string[], given: string[], suffixParts: string[]): PersonName {
  const prefix = takeFront(given, 1);
  const front: string[] = [];
  while (given.length > 1 && particles.has(bare(given.at(-1) ?? ''))) front.unshift(given.pop() ?? '');
  return {
    prefix: prefix.join(' '),
    first: given[0] ?? '',
    middle: given.slice(1).join(' '),
    last: [...front, ...last].join(' '),
    suffix: suffixParts.join(' '),
  };
}

/** "ANNA-MARIA MCDONALD VAN DER BERG" as "Anna-Maria McDonald van der Berg". A name in both cases is left as its owner writes it. */
export function nameCase(text: string): string {
  const isMixed = text !== text.toLowerCase() && text !== text.toUpperCase();
  if (isMixed) return text;
  return text
    .split(' ')
    .map((word, at) => {
      const lower = word.toLowerCase();
      if (at > 0 && particles.has(lower)) return lower;
      if (/^(ii|iii|iv)$/.test(lower)) return word.toUpperCase();
      return lower.split('-').map(capital).join('-');
    })
    .join(' ');
}

function capital(word: string): string {
  const [, begin = '', rest = word] = /^(o['’]|d['’]|mc)(.+)$/.exec(word) ?? [];
  return begin === '' ? upperFirst(word) : upperFirst(begin) + upperFirst(rest);
}

export function upperFirst(word: string): string {
  const [first = ''] = word;
  return first.toUpperCase() + word.slice(first.length);
}

/** The first letter of each part of a name. */
export const initials = (text: string): string =>
  text
    .split(/[\s-]+/)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .filter((letter) => /\p{L}/u.test(letter))
    .join('');
