import { fillText } from '../template.ts';
import { fieldIn, unusable } from './private-key.ts';

interface Secret {
  encoding: 'utf8' | 'hex' | 'base64' | undefined;
  values: Record<string, unknown>;
  app: string;
}

const patterns = { hex: /^(?:[0-9a-f]{2})+$/i, base64: /^[A-Za-z0-9+/_-]+={0,2}$/ };

/** The bytes of a shared secret, however it is written. Throws an `AppCallError` that names the field. */
export function secretBytes(template: string, { encoding = 'utf8', values, app }: Secret): Buffer {
  const text = fillText({ template, values, app }) ?? '';
  if (encoding === 'utf8') return Buffer.from(text);
  if (!patterns[encoding].test(text)) throw unusable(app, fieldIn(template), `is not written in ${encoding}`);
  return Buffer.from(text, encoding);
}
