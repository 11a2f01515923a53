import type { Inline, References } from './markdown.ts';

interface Found {
  inline: Inline;
  length: number;
}

type Rule = (text: string, at: number, read: (inner: string) => Inline[], references: References) => Found | undefined;

const label = String.raw`\[((?:\\.|${'`[^`]*`'}|[^\\[\]${'`'}])*)\]`;
const escaped = /\\([!-/:-@[-`{-~])/y;
const code = /(`+)(?!`)((?:[^`]|(?!\1(?!`))`)+)\1(?!`)/y;
const address = /<(https?:\/\/[^\s<>]+)>/y;
const link = new RegExp(String.raw`${label}\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)`, 'y');
const reference = new RegExp(String.raw`${label}(?:\[([^\]]*)\])?`, 'y');
const strong = /\*\*(?=\S)((?:[^*]|\*(?!\*))+)\*\*/y;
const starred = /\*(?=[^\s*])([^*]*[^\s*])\*/y;
const underlined = /_(?=[^\s_])((?:[^_]|_(?=[\p{L}\p{N}]))*[^\s_])_(?![\p{L}\p{N}])/uy;
const wordBefore = /[\p{L}\p{N}]$/u;

const rules: Rule[] = [
  (text, at) => found(escaped, text, at, ([, character = '']) => character),
  (text, at) => found(code, text, at, ([, , inner = '']) => ({ kind: 'code', text: inner.replace(/^ (.*) $/s, '$1') })),
  (text, at) => found(address, text, at, ([, href = '']) => linkTo(href, [href])),
  (text, at, read) => found(link, text, at, ([, inner = '', href = '']) => linkTo(href, read(inner))),
  (text, at, read, references) =>
    found(reference, text, at, ([, inner = '', name]) => {
      const href = references.get((name || inner).toLowerCase());
      return href === undefined ? undefined : linkTo(href, read(inner));
    }),
  (text, at, read) => found(strong, text, at, ([, inner = '']) => ({ kind: 'strong', content: read(inner) })),
  (text, at, read) => found(starred, text, at, ([, inner = '']) => ({ kind: 'emphasis', content: read(inner) })),
  (text, at, read) =>
    wordBefore.test(text.slice(Math.max(0, at - 2), at))
      ? undefined
      : found(underlined, text, at, ([, inner = '']) => ({ kind: 'emphasis', content: read(inner) })),
];

const mostDeep = 5;

/** Reads the text of one block. What is no markup of ours is text. */
export function readInlines(text: string, references: References, depth = 0): Inline[] {
  if (depth > mostDeep) return [text];
  const read = (inner: string) => readInlines(inner, references, depth + 1);
  const inlines: Inline[] = [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const hit = markup.has(text.charAt(at)) ? firstOf(text, at, read, references) : undefined;
    if (hit === undefined) {
      plain += text.charAt(at);
      at += 1;
      continue;
    }
    at += hit.length;
    if (typeof hit.inline === 'string') {
      plain += hit.inline;
      continue;
    }
    if (plain !== '') inlines.push(plain);
    plain = '';
    inlines.push(hit.inline);
  }
  if (plain !== '') inlines.push(plain);
  return inlines;
}

const markup = new Set('\\`<[*_');

function firstOf(...[text, at, read, references]: Parameters<Rule>): Found | undefined {
  for (const rule of rules) {
    const hit = rule(text, at, read, references);
    if (hit !== undefined) return hit;
  }
  return undefined;
}

function found(
  pattern: RegExp,
  text: string,
  at: number,
  make: (match: RegExpExecArray) => Inline | undefined,
): Found | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  const inline = match === null ? undefined : make(match);
  return match === null || inline === undefined ? undefined : { inline, length: match[0].length };
}

/** Its words alone, where the address is one that no page of ours leads to. */
function linkTo(href: string, content: Inline[]): Inline {
  const protocol = URL.parse(href)?.protocol;
  if (protocol === 'https:' || protocol === 'http:') return { kind: 'link', href, content };
  return content.length === 1 && content[0] !== undefined ? content[0] : { kind: 'emphasis', content };
}
