import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** `PORTICO_TRY_API_KEY` for `apiKey`. */
export function variableOf(field: string): string {
  return `PORTICO_TRY_${field
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/\W/g, '_')
    .toUpperCase()}`;
}

/** A value from the environment, or from whoever sits at the terminal; typed unseen where it is a secret. Undefined: nobody says. */
export async function ask(field: string, title: string, isSecret: boolean): Promise<string | undefined> {
  const given = process.env[variableOf(field)];
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) return undefined;
  process.stdout.write(`${title} (${variableOf(field)}): `);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: isSecret ? unseen : process.stdout, terminal: true });
  const answer = await lines.question('');
  lines.close();
  if (isSecret) process.stdout.write('\n');
  return answer === '' ? undefined : answer;
}
