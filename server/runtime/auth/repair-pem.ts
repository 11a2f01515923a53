/** Why a text is not usable as PEM; the words complete "the key …". */
export class UnusablePem extends Error {}

const block = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;
const headers = /^(?:[A-Za-z-]+:[^\n]*\n+)+/;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const lineLength = 64;

/** Whether somebody meant this as PEM. */
export const looksLikePem = (text: string): boolean => text.includes('-----BEGIN ');

/**
 * Gives PEM its line breaks back: pasted into a form of one line, or copied out of JSON, it arrives with spaces, with `\n` as two letters,
 * or with nothing between. Throws `UnusablePem` where parts are missing.
 */
export function repairPem(text: string): string {
  const lines = text.replaceAll('\\r', '').replaceAll('\\n', '\n').replace(/\r\n?/g, '\n');
  const blocks = [...lines.matchAll(block)].map(([, label = '', body = '']) => written(label, body));
  if (blocks.length > 0) return blocks.join('');
  if (lines.includes('-----BEGIN ')) throw new UnusablePem('is cut off: the line -----END … is missing');
  throw new UnusablePem('is not in PEM: it begins with -----BEGIN … and ends with -----END …');
}

function written(label: string, body: string): string {
  const trimmed = body.trimStart();
  const kept = headers.exec(trimmed)?.[0] ?? '';
  const letters = trimmed.slice(kept.length).replace(/\s+/g, '');
  if (letters === '') throw new UnusablePem('has nothing between its first and its last line');
  if (!base64.test(letters)) throw new UnusablePem('holds letters that do not belong into PEM');
  if (letters.length % 4 !== 0) throw new UnusablePem('is cut off: some of its letters are missing');
  const rows = letters.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
  return [
    `-----BEGIN ${label}-----`,
    ...(kept === '' ? [] : [kept.trimEnd(), '']),
    ...rows,
    `-----END ${label}-----`,
    '',
  ].join('\n');
}
