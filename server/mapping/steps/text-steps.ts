import { limits } from '../limits.ts';
import type { PlainStep } from '../mapping-document.ts';
import { initials, nameCase, splitName, upperFirst } from '../people/person-name.ts';
import { shapeOf, Trouble } from '../trouble.ts';

type TextStep = Extract<
  PlainStep,
  {
    do:
      | 'trim'
      | 'collapse'
      | 'lower'
      | 'upper'
      | 'title'
      | 'digits'
      | 'strip_tags'
      | 'email'
      | 'replace'
      | 'cut'
      | 'split'
      | 'name'
      | 'name_case'
      | 'number';
  }
>;

type Make<Name extends TextStep['do']> = (step: Extract<TextStep, { do: Name }>) => (text: string) => unknown;

/** Spaces of every script, and the marks that nobody sees. */
const invisible = /[\s\u200b-\u200d\u2060\ufeff]/;

const makers: { [Name in TextStep['do']]: Make<Name> } = {
  trim: () => trim,
  collapse: () => (text) => trim(text.replace(/\s+/g, ' ')),
  lower: () => (text) => text.toLowerCase(),
  upper: () => (text) => text.toUpperCase(),
  title: () => (text) => text.toLowerCase().split(' ').map(upperFirst).join(' '),
  digits: () => (text) => text.replace(/\D+/g, ''),
  strip_tags: () => stripTags,
  email: () => email,
  replace: ({ find, with: replacement }) => {
    return (text) => {
      const pieces = text.split(find);
      const length = text.length + (pieces.length - 1) * (replacement.length - find.length);
      if (length > limits.text)
        throw new Trouble('The text would become longer than 1 MB.', 'Replace it by something shorter.');
      return pieces.join(replacement);
    };
  },
  cut: ({ length }) => {
    return (text) => {
      if (text.length <= length) return text;
      const end = isHighSurrogate(text.charCodeAt(length - 1)) ? length - 1 : length;
      return text.slice(0, end);
    };
  },
  split: ({ by, part }) => {
    return (text) => {
      const parts = text.split(by, 100_000).map(trim);
      return part === undefined ? parts.filter((one) => one !== '') : parts[part];
    };
  },
  name: ({ part }) => {
    return (text) => {
      if (text.length > 500)
        throw new Trouble(`${shapeOf(text)} is too long for the name of a person.`, 'Choose another field.');
      const name = splitName(text);
      return part === 'initials' ? initials(`${name.first} ${name.middle} ${name.last}`) : name[part];
    };
  },
  name_case: () => nameCase,
  number:
    ({ decimal }) =>
    (text) =>
      readNumber(text, decimal),
};

/** Makes a step that works on one text. */
export function textStep(step: PlainStep): ((text: string) => unknown) | undefined {
  if (!Object.hasOwn(makers, step.do)) return undefined;
  const make = makers[step.do as TextStep['do']] as (step: PlainStep) => (text: string) => unknown;
  return make(step);
}

function trim(text: string): string {
  let [begin, end] = [0, text.length];
  while (begin < end && invisible.test(text.charAt(begin))) begin++;
  while (end > begin && invisible.test(text.charAt(end - 1))) end--;
  return begin === 0 && end === text.length ? text : text.slice(begin, end);
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/** Takes out what stands between < and >, and writes the commonest entities as the signs that they are. */
function stripTags(text: string): string {
  let out = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    if (open === -1) break;
    out += text.slice(at, open);
    const close = text.indexOf('>', open);
    const isTag = close !== -1 && /^[a-zA-Z/!]/.test(text.charAt(open + 1));
    if (!isTag) {
      out += '<';
      at = open + 1;
      if (close === -1) break;
    } else {
      if (/^<\/?(?:br|p|div|li|tr|h\d)\b/i.test(text.slice(open, open + 6))) out += '\n';
      at = close + 1;
    }
  }
  const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'", nbsp: ' ', amp: '&' };
  const plain = (out + text.slice(at)).replace(
    /&(lt|gt|quot|#39|apos|nbsp|amp);/g,
    (_, name: string) => entities[name] ?? '',
  );
  return trim(plain.replace(/\n{2,}/g, '\n'));
}

function email(text: string): string {
  const trimmed = text.length > 1000 ? '' : trim(text);
  const bare = /<([^<>]*)>$/.exec(trimmed)?.[1] ?? trimmed.replace(/^mailto:/i, '');
  const at = bare.lastIndexOf('@');
  const domain = bare
    .slice(at + 1)
    .replace(/\.$/, '')
    .toLowerCase();
  const local = bare.slice(0, at);
  if (at < 1 || local.length > 64 || domain.length > 253 || /[\s<>",;:\\()[\]\p{Cc}]/u.test(local) || !isDomain(domain))
    throw new Trouble(
      `${shapeOf(text)} is no e-mail address.`,
      'Correct it in the app, or let this field be left out where it can’t be used.',
    );
  return `${local.toLowerCase()}@${domain}`;
}

const isDomain = (text: string): boolean => {
  const labels = text.split('.');
  return (
    labels.length > 1 && labels.every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label))
  );
};

/** Reads a number as people write it, with the sign of the decimals said: "1.234,50 €" with a comma. */
function readNumber(text: string, decimal: '.' | ','): unknown {
  const refuse = () =>
    new Trouble(
      `${shapeOf(text)} can’t be read as a number with “${decimal}” before the decimals.`,
      'Check which sign the app uses for decimals.',
    );
  if (text.length > 100) throw refuse();
  const bare = trim(text).replace(/^[\p{Sc}A-Z]{1,3}\s*|\s*[\p{Sc}A-Z%]{1,3}$/gu, '');
  const isNegative = /^[-−(]/.test(bare) || /-$/.test(bare);
  const body = bare.replace(/^[-−+(]\s*[\p{Sc}]?\s*|[)-]$/gu, '').trim();
  const [whole = '', fraction, ...more] = body.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d{0,20}$/.test(fraction))) throw refuse();
  const groups = whole.split(/[\s.,'’\u00a0\u202f_]/);
  if (groups.some((group) => !/^\d+$/.test(group)) || whole.length > 40) throw refuse();
  // Between separators there are three digits, or two as in India: else it is a decimal sign that stands there.
  if (
    groups.length > 1 &&
    (groups.at(-1)?.length !== 3 || groups.slice(1).some((group) => group.length < 2 || group.length > 3))
  )
    throw refuse();
  const number = Number(`${groups.join('')}.${fraction || '0'}`);
  if (!Number.isFinite(number) || number > Number.MAX_SAFE_INTEGER)
    throw new Trouble(`${shapeOf(text)} is too large for a number.`, 'Keep it as text.');
  return isNegative && number !== 0 ? -number : number;
}
