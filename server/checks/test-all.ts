import { spawn } from 'node:child_process';
import { join } from 'node:path';

/*
 * `npm test`: everything that must hold, in the order of how fast it tells. All steps run even if one fails, so that one
 * run shows all that is wrong. `npm test -- lint unit` runs some of them.
 */
const root = join(import.meta.dirname, '../..');

interface Step {
  name: string;
  what: string;
  command: string[];
}

const steps: Step[] = [
  { name: 'lint', what: 'biome: format and lint', command: ['biome', 'check', '.'] },
  { name: 'imports', what: 'who may import whom', command: ['node', 'server/checks/import-rules.ts'] },
  { name: 'build', what: 'the SDK and the pages', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'types', what: 'tsc over everything', command: ['tsc', '--noEmit'] },
  { name: 'unused', what: 'knip: files, exports and packages that nobody uses', command: ['knip'] },
  { name: 'unit', what: 'vitest: unit, database, connectors, SDK, a short chaos run', command: ['vitest', 'run'] },
  {
    name: 'contracts',
    what: 'every request of a connector, judged by the description that the app itself publishes',
    command: ['node', 'server/contracts/run.ts'],
  },
  { name: 'e2e', what: 'playwright: the whole story in a real browser', command: ['playwright', 'test'] },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no step ${unknown.join(', ')}. Steps: ${steps.map((step) => step.name).join(', ')}.\n`,
  );
  process.exit(1);
}

/** How much of a failed step's end is said again after everything, where whoever reads a long log looks first. */
const said = 16_000;

function run(command: string[]): Promise<{ code: number; end: string }> {
  const [program = '', ...argv] = command;
  return new Promise((resolve) => {
    const child = spawn(program, argv, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: process.stdout.isTTY ? { FORCE_COLOR: '1', ...process.env } : process.env,
      shell: process.platform === 'win32',
    });
    let end = '';
    const pass = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
      to.write(chunk);
      end = (end + chunk.toString()).slice(-said);
    };
    child.stdout.on('data', pass(process.stdout));
    child.stderr.on('data', pass(process.stderr));
    child.on('error', (error) => resolve({ code: 127, end: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, end }));
  });
}

const results: { step: Step; ok: boolean; end: string; seconds: number }[] = [];
for (const step of steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  process.stdout.write(`\n▸ ${step.name}: ${step.what}\n`);
  const began = Date.now();
  const { code, end } = await run(step.command);
  results.push({ step, ok: code === 0, end, seconds: Math.round((Date.now() - began) / 1000) });
}

for (const { step, ok, end } of results)
  if (!ok) process.stdout.write(`\n▸ how ${step.name} ended, once more\n${end.slice(end.indexOf('\n') + 1)}\n`);
process.stdout.write('\n');
for (const { step, ok, seconds } of results)
  process.stdout.write(`${ok ? '✓' : '✗'} ${step.name.padEnd(9)} ${String(seconds).padStart(4)} s\n`);
const failed = results.filter(({ ok }) => !ok).length;
process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
