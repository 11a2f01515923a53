import { z } from 'zod';
import { AppCallError } from '../kit/index.ts';
import { headerText } from './header-text.ts';

const address = z.email();
const isAddress = (text: string): boolean => address.safeParse(text).success;

/** `Ada <ada@acme.example>` or the address alone, as a header takes it (RFC 5322, 3.4). */
export function mailbox(text: string, field: string): string {
  const [, name = '', inside] = /^\s*([^<>]*?)\s*<([^<>\s]+)>\s*$/.exec(text) ?? [];
  const plain = inside ?? text.trim();
  // Also refuses every line break: an address holds no white space.
  if (!isAddress(plain))
    throw new AppCallError(`${JSON.stringify(text)} is no e-mail address.`, {
      class: 'invalid',
      code: 'address',
      field,
    });
  const shown = /^"(.*)"$/s.exec(name)?.[1] ?? name;
  if (!shown) return plain;
  const isPlain = /^[\x20-\x7e]*$/.test(shown) && !shown.includes('=?');
  return `${isPlain ? `"${shown.replaceAll(/[\\"]/g, '\\$&')}"` : headerText(shown, field)} <${plain}>`;
}

/** One to a line: a list of any length keeps the lines short. */
export const mailboxes = (texts: readonly string[], field: string): string =>
  texts.map((text) => mailbox(text, field)).join(',\r\n ');

/** The addresses in a header that somebody else has written; what is in quotes or comments is none. */
export function addressesIn(header: string): string[] {
  const bare = header
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
    .replaceAll(/\([^()]*\)/g, '');
  return bare
    .split(',')
    .map((one) => (/<([^<>]*)>\s*;?\s*$/.exec(one)?.[1] ?? one).trim())
    .filter(isAddress);
}
