import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Plugin, transform } from 'esbuild';

/** What the three browser files may weigh, gzipped; the same numbers are asserted by `size.test.ts`. */
export const BUDGETS = { core: 8 * 1024, react: 30 * 1024, element: 60 * 1024 };

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

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

const browser: BuildOptions = {
  chunkNames: 'react-[name]',
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome123', 'firefox128', 'safari17.5'],
  jsx: 'automatic',
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [minifiedStyles],
};

const files: Record<keyof typeof BUDGETS, BuildOptions> = {
  core: { entryPoints: [here('src/core/index.ts')] },
  react: {
    entryPoints: [here('src/react/index.ts')],
    splitting: true,
    external: ['react', 'react-dom', 'react/jsx-runtime'],
    banner: { js: "'use client';" },
  },
  element: {
    entryPoints: [here('src/element/index.ts')],
    alias: {
      react: 'preact/compat',
      'react/jsx-runtime': 'preact/jsx-runtime',
      'react-dom/client': 'preact/compat/client',
    },
  },
};

const isName = (name: string): name is keyof typeof BUDGETS => name in BUDGETS;

/** Builds the three browser files into `outdir`; returns what each weighs gzipped. */
export async function buildAll(outdir: string): Promise<Record<keyof typeof BUDGETS, number>> {
  await mkdir(outdir, { recursive: true });
  const sizes = { core: 0, react: 0, element: 0 };
  for (const [name, options] of Object.entries(files)) {
    if (!isName(name)) continue;
    const { outputFiles = [] } = await build({ ...browser, ...options, outdir, entryNames: name, write: false });
    for (const { path, contents } of outputFiles) {
      await writeFile(path, contents);
      if (path.endsWith(`${name}.js`)) sizes[name] = gzipSync(contents, { level: 9 }).byteLength;
    }
  }
  return sizes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await rm(here('dist'), { recursive: true, force: true });
  const sizes = await buildAll(here('dist'));
  for (const [name, budget] of Object.entries(BUDGETS))
    process.stdout.write(
      `${`${name}.js`.padEnd(12)} ${(sizes[isName(name) ? name : 'core'] / 1024).toFixed(1).padStart(5)} KB gzip of ${budget / 1024} KB\n`,
    );
  execFileSync(process.execPath, [compiler, '-p', here('tsconfig.types.json')], { stdio: 'inherit' });
}
