import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

interface NewConnector {
  /** The folder's name, by which the connector is known everywhere. */
  slug: string;
  /** For people; made of the slug unless told. */
  name?: string;
  /** The folder of connectors. */
  root?: string;
}

const slugPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Copies the template as the beginning of a connector. Returns its folder, or throws a sentence. */
export function newConnector({ slug, name = nameOf(slug), root = 'connectors' }: NewConnector): string {
  if (!slugPattern.test(slug))
    throw new Error(
      `“${slug}” can't be the folder's name: write lower-case words joined by hyphens, such as acme-crm.`,
    );
  const folder = join(root, slug);
  if (existsSync(folder))
    throw new Error(`${folder} is there already. Choose another name, or go on with what is in it.`);
  cpSync(join(root, '_template'), folder, { recursive: true, errorOnExist: true });
  for (const file of readdirSync(folder)) {
    if (!['.ts', '.md', '.svg'].includes(extname(file))) continue;
    const path = join(folder, file);
    // The app's name where people and the tests read it, and the hosts; the vocabulary of the code stays.
    const text = readFileSync(path, 'utf8').replaceAll('Acme', name).replaceAll('acme.example', `${slug}.example`);
    writeFileSync(path, text.replaceAll("name: 'acme'", `name: '${slug}'`));
  }
  return folder;
}

function nameOf(slug: string): string {
  return slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

function main([slug, ...words]: string[]): void {
  if (slug === undefined) {
    process.stdout.write('npm run connector:new <slug> [Name for people]\n');
    process.exitCode = 1;
    return;
  }
  try {
    const folder = newConnector({ slug, name: words.length > 0 ? words.join(' ') : undefined });
    process.stdout.write(
      `${folder} is ready and its test passes: npx vitest run ${folder}\n` +
        'What to write, and in which order: connectors/kit/README.md.\n',
    );
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

if (import.meta.main) main(process.argv.slice(2));
