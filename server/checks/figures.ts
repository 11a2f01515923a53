import { spawn } from 'node:child_process';
import { join } from 'node:path';

/*
 * `npm run test:figures [-- name …]`: the promises of the security design that come with a number, each shown in full.
 * The same tests run with smaller numbers in `npm test`.
 */
const root = join(import.meta.dirname, '../..');

interface Figure {
  name: string;
  /** Test files, each of which prints lines that begin with the name. */
  files: string[];
}

const figures: Figure[] = [
  { name: 'one refresh', files: ['server/connections/figures/one-refresh.test.ts'] },
  { name: 'rotation crash', files: ['server/connections/figures/rotation-crash.test.ts'] },
  {
    name: 'at rest',
    files: [
      'server/keys/at-rest.test.ts',
      'server/checks/figures/logs.test.ts',
      'server/records/sealed-payloads.test.ts',
      'server/records/figures/replaced-key.test.ts',
    ],
  },
  { name: 'tokens', files: ['server/checks/figures/tokens.test.ts'] },
  { name: 'connect', files: ['server/connects/connects.test.ts', 'server/checks/figures/connect.test.ts'] },
  { name: 'inbound', files: ['server/hooks/figures/inbound.test.ts'] },
  { name: 'crash-safe sync', files: ['server/syncs/chaos/chaos.test.ts'] },
  { name: 'hostile data', files: ['server/syncs/chaos/hostile.test.ts'] },
  {
    name: 'egress',
    files: ['server/http/ssrf-corpus.test.ts', 'server/http/rebinding.test.ts', 'server/checks/figures/egress.test.ts'],
  },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !figures.some((figure) => figure.name === name));
if (unknown.length > 0) {
  const names = figures.map(({ name }) => `"${name}"`).join(', ');
  process.stderr.write(`There is no figure ${unknown.join(', ')}. Figures: ${names}.\n`);
  process.exit(1);
}

interface Shown {
  ok: boolean;
  lines: string[];
  seconds: number;
}

/** Runs the tests of one figure in full, and gives the lines that they print. */
function show({ name, files }: Figure): Promise<Shown> {
  const began = Date.now();
  const child = spawn('vitest', ['run', '--no-file-parallelism', ...files], {
    cwd: root,
    env: { ...process.env, FIGURES: 'full' },
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    process.stdout.write(chunk);
  });
  const done = (ok: boolean): Shown => ({
    ok,
    lines: text.split('\n').flatMap((line) => new RegExp(`${name}[:,] (.*)`).exec(line)?.[1] ?? []),
    seconds: Math.round((Date.now() - began) / 1000),
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(done(false)));
    child.on('exit', (code) => resolve(done(code === 0)));
  });
}

const results: (Shown & { name: string })[] = [];
for (const figure of figures.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  process.stdout.write(`\n▸ ${figure.name}\n`);
  results.push({ name: figure.name, ...(await show(figure)) });
}

process.stdout.write('\n');
for (const { name, ok, lines, seconds } of results) {
  process.stdout.write(`${ok ? '✓' : '✗'} ${name.padEnd(15)} ${String(seconds).padStart(4)} s\n`);
  for (const line of lines) process.stdout.write(`    ${line}\n`);
}
const failed = results.filter(({ ok }) => !ok).length;
process.stdout.write(`${results.length - failed} hold, ${failed} do not\n`);
process.exitCode = failed === 0 ? 0 : 1;
