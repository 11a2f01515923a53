import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#server/errors.ts';

const root = join(import.meta.dirname, '../..');
const stamp = join(root, '.next/portico-build');
const sources = ['app', 'server', 'embed-sdk/src', 'connectors/kit', 'connectors/registry.ts', 'package.json', 'next.config.mjs', 'proxy.ts'];

/** Builds the pages if what they are built from has changed since the last time. */
export async function ensureBuild(onProgress: (sentence: string) => void): Promise<void> {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  onProgress('Building the pages (the first time only; about a minute on a small machine).');
  await run(['run', 'build']);
  writeFileSync(stamp, wanted);
}

/** Names, sizes and times of all sources: quick to read, and different as soon as anything was edited. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    if (!existsSync(path)) return;
    const stat = statSync(path);
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else hash.update(`${path}|${stat.size}|${stat.mtimeMs}\n`);
  };
  for (const source of sources) visit(join(root, source));
  return hash.digest('hex');
}

function run(argv: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', argv, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new AppError('misconfigured', `The build failed:\n${output}`, { remedy: 'Mend what it says, then start again.' }));
    });
  });
}
