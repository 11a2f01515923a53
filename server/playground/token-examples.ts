import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A backend language with a whole file that signs embed tokens: how it is called, and where it lies under `examples/tokens`. */
export interface TokenLanguage {
  id: string;
  name: string;
  file: string;
}

export const tokenLanguages: readonly TokenLanguage[] = [
  { id: 'node', name: 'Node', file: 'node/token.js' },
  { id: 'python', name: 'Python', file: 'python/portico_token.py' },
  { id: 'ruby', name: 'Ruby', file: 'ruby/portico_token.rb' },
  { id: 'php', name: 'PHP', file: 'php/portico_token.php' },
  { id: 'go', name: 'Go', file: 'go/token.go' },
  { id: 'java', name: 'Java', file: 'java/PorticoToken.java' },
  { id: 'csharp', name: 'C#', file: 'csharp/PorticoToken.cs' },
];

/** The files themselves: what people copy is what the tests ran. */
export const readTokenExamples = (): Promise<(TokenLanguage & { code: string })[]> =>
  Promise.all(
    tokenLanguages.map(async (language) => ({
      ...language,
      code: await readFile(join(process.cwd(), 'examples/tokens', language.file), 'utf8'),
    })),
  );
