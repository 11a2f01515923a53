import type { Json } from '#connectors/kit/json.ts';
import type { SecurityScheme } from './description.ts';
import { firstSentence, inputName, Names } from './names.ts';
import type { Way } from './plan-access.ts';
import type { Planning } from './planning.ts';

interface Placement {
  headers?: Record<string, string>;
  query?: Record<string, string>;
  cookies?: Record<string, string>;
  basic?: { user: string; password: string };
}

type Field = { [key: string]: Json };
export const secretField = (title: string, words?: string): Field => ({
  type: 'string',
  minLength: 1,
  title,
  secret: true,
  ...(words !== undefined && { description: firstSentence(words, 300) }),
});
export const textField = (title: string, words?: string): Field => ({
  type: 'string',
  minLength: 1,
  title,
  ...(words !== undefined && { description: firstSentence(words, 300) }),
});

/** One form for all that is typed in: keys, a user's name and password, a token, a certificate. */
export function keyAccess(schemes: SecurityScheme[], { refuse }: Planning): Way[] {
  const names = new Names();
  const fields: Record<string, Field> = {};
  const optional: string[] = [];
  const place: Placement = {};
  const isCertificate = schemes.some(({ kind }) => kind === 'certificate');
  if (isCertificate) {
    Object.assign(fields, {
      certificate: { ...textField('Certificate'), description: 'In PEM: it begins with -----BEGIN CERTIFICATE-----.' },
      privateKey: { ...secretField('Private key'), description: 'In PEM, as it belongs to the certificate.' },
      passphrase: { type: 'string', title: 'Passphrase', secret: true },
    });
    optional.push('passphrase');
  }
  for (const scheme of schemes) {
    if (scheme.kind === 'basic') {
      place.basic = { user: '{{username}}', password: '{{password?}}' };
      fields.username = textField('User name', scheme.description);
      fields.password = { type: 'string', title: 'Password', secret: true };
      optional.push('password');
    } else if (scheme.kind === 'bearer' || (scheme.kind === 'key' && scheme.in === 'header')) {
      const header = scheme.kind === 'bearer' ? 'authorization' : scheme.name;
      const prefix = scheme.kind === 'bearer' ? 'Bearer ' : prefixOf(scheme);
      const field = names.take(scheme.kind === 'bearer' ? 'token' : 'apiKey');
      if (place.headers?.[header] !== undefined)
        refuse('access', scheme.place, `The header ${header} is asked for twice; the last one is sent.`);
      place.headers = { ...place.headers, [header]: `${prefix}{{${field}}}` };
      fields[field] = secretField(
        scheme.kind === 'bearer' ? 'Token' : titleOf(scheme.name, prefix),
        scheme.description,
      );
    } else if (scheme.kind === 'key') {
      const field = names.take(inputName(scheme.name) === 'key' ? 'apiKey' : inputName(scheme.name));
      const where = scheme.in === 'query' ? 'query' : 'cookies';
      place[where] = { ...place[where], [scheme.name]: `{{${field}}}` };
      fields[field] = secretField(titleOf(scheme.name, ''), scheme.description);
    }
  }
  const required = Object.keys(fields).filter((name) => !optional.includes(name));
  const form = { type: 'object', properties: fields, required, additionalProperties: false };
  const { name, label, rank } = wordsFor(schemes);
  if (!isCertificate) return [{ name, label, rank, auth: { kind: 'key', fields: form, place } }];
  const hasPlace = Object.keys(place).length > 0;
  return [{ name, label, rank, auth: { kind: 'certificate', fields: form, ...(hasPlace && { place }) } }];
}

function wordsFor(schemes: SecurityScheme[]): Pick<Way, 'name' | 'label' | 'rank'> {
  const kinds = schemes.map(({ kind }) => kind);
  if (kinds.includes('certificate')) return { name: 'certificate', label: 'With a certificate', rank: 6 };
  if (schemes.length > 1 && !kinds.includes('basic')) return { name: 'keys', label: 'With several keys', rank: 4 };
  if (kinds.includes('basic')) return { name: 'password', label: 'With user name and password', rank: 5 };
  if (kinds.includes('bearer')) return { name: 'token', label: 'With a token', rank: 2 };
  return { name: 'apiKey', label: 'With an API key', rank: 3 };
}

/** Many apps call the whole Authorization header a key, and write in words what stands before it. */
function prefixOf({ name, description = '' }: { name: string; description?: string }): string {
  if (!/^authorization$/i.test(name)) return '';
  const word = description.match(/\b(Bearer|Bot|Token|Basic|ApiKey|Key)\b/i)?.[1];
  return word === undefined ? '' : `${word.charAt(0).toUpperCase()}${word.slice(1)} `;
}

function titleOf(name: string, prefix: string): string {
  if (!/^authorization$/i.test(name)) return name;
  return prefix === '' ? 'Authorization (the whole header, such as "Bearer …")' : `${prefix.trim()} token`;
}
