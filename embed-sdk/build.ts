import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile, type Plugin, transform } from 'esbuild';

/** What the browser files may weigh, gzipped; the same numbers are asserted by `size.test.ts`. */
export const BUDGETS = {
  core: 8 * 1024,
  react: 30 * 1024,
  element: 60 * 1024,
  frame: 4 * 1024,
  'frame-page': 60 * 1024,
  'portal-page': 64 * 1024,
};

type FileName = keyof typeof BUDGETS;

const NAMES: readonly FileName[] = ['core', 'react', 'element', 'frame', 'frame-page', 'portal-page'];

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The style sheets are template strings, which the minifier leaves alone: their CSS is minified here. */
const minifiedStyles: Plugin = {
  name: 'minified-styles',
  setup(builder) {
    builder.onLoad({ filter: /\/styles\/[\w-]+\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const [before = '', css, after = ''] = source.split(/(?<=\/\* css \*\/ )`|`(?=;)/);
      if (css === undefined) return { contents: source, loader: 'ts' };
      const scoped = css.replaceAll(`\${scope}`, '.scope-of-tokens');
      const { code } = await transform(scoped, { loader: 'css', minify: true, charset: 'utf8' });
      return {
        contents: `${before}\`${code.trim().replaceAll('\\', '\\\\').replaceAll('.scope-of-tokens', `\${scope}`)}\`${after}`,
        loader: 'ts',
      };
    });
  },
};

/**
 * A language is a file of its own beside the three, named after it: what is fetched later must be found by a script
 * that an earlier version left in the browser's cache.
 */
const languageFiles: Plugin = {
  name: 'language-files',
  setup(builder) {
    builder.onResolve({ filter: /^\.\/[a-z]{2}\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: path.replace('./', './words-').replace('.ts', '.js'), external: true } : null,
    );
    builder.onResolve({ filter: /^\.\/later-parts\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './later.js', external: true } : null,
    );
  },
};

const browser: BuildOptions = {
  chunkNames: 'react-[hash]',
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome123', 'firefox128', 'safari17.5'],
  jsx: 'automatic',
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [minifiedStyles, languageFiles],
};

/** Where no React is in the page. */
const withPreact = {
  react: 'preact/compat',
  'react/jsx-runtime': 'preact/jsx-runtime',
  'react-dom/client': 'preact/compat/client',
};

const files: Record<FileName, BuildOptions> = {
  core: { entryPoints: [here('src/core/index.ts')] },
  react: {
    entryPoints: [here('src/react/index.ts')],
    splitting: true,
    external: ['react', 'react-dom', 'react/jsx-runtime'],
    banner: { js: "'use client';" },
  },
  element: { entryPoints: [here('src/element/index.ts')], alias: withPreact },
  frame: { entryPoints: [here('src/frame/index.ts')] },
  'frame-page': { entryPoints: [here('src/frame/frame-page.tsx')], alias: withPreact },
  'portal-page': { entryPoints: [here('src/portal/portal-page.tsx')], alias: withPreact },
};

/** Builds the browser files into `outdir`; returns what each weighs gzipped. */
export async function buildAll(outdir: string): Promise<Record<FileName, number>> {
  await mkdir(outdir, { recursive: true });
  for (const name of readdirSync(outdir)) if (name.endsWith('.js')) await rm(`${outdir}/${name}`);
  const sizes = { core: 0, react: 0, element: 0, frame: 0, 'frame-page': 0, 'portal-page': 0 };
  for (const name of NAMES) {
    const options = { ...browser, ...files[name], outdir, entryNames: name, write: false, metafile: true } as const;
    const { outputFiles = [], metafile } = await build(options);
    const loaded = loadedAtOnce(metafile, `${name}.js`);
    for (const { path, contents } of outputFiles) {
      await writeFile(path, contents);
      if (loaded.has(basename(path))) sizes[name] += gzipSync(contents, { level: 9 }).byteLength;
    }
  }
  await build({ ...browser, entryPoints: languages(), outdir, entryNames: 'words-[name]' });
  await build({ ...browser, entryPoints: [here('src/react/later-parts.ts')], outdir, entryNames: 'later' });
  return sizes;
}

const languages = (): string[] =>
  readdirSync(here('src/react/phrases'))
    .filter((name) => /^[a-z]{2}\.ts$/.test(name) && name !== 'en.ts')
    .map((name) => here(`src/react/phrases/${name}`));

/** A file and all that it imports at once: what a page loads to show the first card. What is fetched later, by need, is not counted. */
function loadedAtOnce({ outputs }: Metafile, entry: string): Set<string> {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  const found = new Set([entry]);
  for (const name of found)
    for (const { path, kind, external } of byName.get(name)?.imports ?? [])
      if (kind === 'import-statement' && !external) found.add(basename(path));
  return found;
}

/** The declarations, by the compiler that the project is checked with. */
function writeTypes(): void {
  const compiler = createRequire(import.meta.url)
    .resolve('typescript/package.json')
    .replace('package.json', 'bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', here('tsconfig.types.json')], { stdio: 'inherit' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await buildAll(here('dist'));
  for (const name of NAMES) {
    const kilobytes = (sizes[name] / 1024).toFixed(1).padStart(5);
    process.stdout.write(`${`${name}.js`.padEnd(16)}${kilobytes} KB gzip, of ${BUDGETS[name] / 1024} KB\n`);
  }
  if (!process.argv.includes('--size')) writeTypes();
}
