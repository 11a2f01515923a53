import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build } from 'esbuild';
import { vueFiles } from './vue-files.ts';

export const exampleNames = ['html', 'react', 'vue'] as const;

export type ExampleName = (typeof exampleNames)[number];

/** Where a demo is that nobody moved; the examples say it, so that they are whole as they lie there. */
const usualDemo = 'http://localhost:4700';

interface BuildExample {
  name: ExampleName;
  /** Where Portico is. */
  portico: string;
  /** The folder whose React is taken. */
  reactFrom: string;
}

/** The files of an example by their paths, ready to be sent. */
export async function buildExample({ name, portico, reactFrom }: BuildExample): Promise<Map<string, string>> {
  const folder = join(import.meta.dirname, name);
  const files = new Map([
    ['/', await readFile(join(folder, 'index.html'), 'utf8')],
    ['/page.css', await readFile(join(import.meta.dirname, 'page.css'), 'utf8')],
  ]);
  if (name === 'html') files.set('/app.js', await readFile(join(folder, 'app.js'), 'utf8'));
  else for (const [path, code] of await bundle(folder, name, reactFrom)) files.set(path, code);
  return new Map([...files].map(([path, text]) => [path, text.replaceAll(usualDemo, portico)]));
}

async function bundle(folder: string, name: 'react' | 'vue', reactFrom: string): Promise<[string, string][]> {
  const from = createRequire(join(reactFrom, 'package.json'));
  // One React for the page and the SDK, as a project of one's own has it.
  const react = (part: string) => dirname(from.resolve(`${part}/package.json`));
  const { outputFiles } = await build({
    entryPoints: { main: join(folder, name === 'react' ? 'main.jsx' : 'main.js') },
    outdir: folder,
    write: false,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    logLevel: 'silent',
    plugins: [vueFiles],
    ...(name === 'react' && { alias: { react: react('react'), 'react-dom': react('react-dom') } }),
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  });
  return outputFiles.map(({ path, text }) => [`/${basename(path)}`, text]);
}
