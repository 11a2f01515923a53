import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#server/errors.ts';

const root = join(import.meta.dirname, '../..');
const stamp = join(root, '.next/portico-build');
const sources = [
  'app',
  'server',
  'embed-sdk/src',
  'connectors/kit',
  'connectors/registry.ts',
  'connectors/load-catalogue.ts',
  'package.json',
  'next.config.mjs',
  'proxy.ts',
];

/** Builds the pages if what they are built from has changed since the last time. */
export async function ensureBuild(onProgress: (sentence: string) => void): Promise<void> {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()) return;
  onProgress('Building the pages (the first time, and after a change; up to a minute on a small machine).');
  await build('pipe');
}

/** Builds the SDK, then the pages, and notes what they were built from. */
export async function build(output: 'pipe' | 'inherit'): Promise<void> {
  const wanted = fingerprint();
  await run([join(root, 'embed-sdk/build.ts')], output);
  await run([join(root, 'node_modules/next/dist/bin/next'), 'build'], output);
  writeFileSync(stamp, wanted);
}

/** A hash over all sources: the same on every machine, whatever the times of its files. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) visit(join(path, name));
    else if (!/\.test\.tsx?$/.test(path)) hash.update(path).update(readFileSync(full));
  };
  for (const source of sources) visit(source);
  return hash.digest('hex');
}

function run(argv: string[], output: 'pipe' | 'inherit'): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, {
      cwd: root,
      stdio: ['ignore', output, output],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let tail = '';
    const keep = (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-8000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new AppError('misconfigured', `The build failed.\n${tail}`, {
            remedy: 'Mend what it says, then start again.',
          }),
        );
    });
  });
}
