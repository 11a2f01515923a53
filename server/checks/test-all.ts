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

function run(command: string[]): Promise<number> {
  const [program = '', ...argv] = command;
  return new Promise((resolve) => {
    const child = spawn(program, argv, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const results: { step: Step; ok: boolean; seconds: number }[] = [];
for (const step of steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  process.stdout.write(`\n▸ ${step.name}: ${step.what}\n`);
  const began = Date.now();
  const ok = (await run(step.command)) === 0;
  results.push({ step, ok, seconds: Math.round((Date.now() - began) / 1000) });
}

process.stdout.write('\n');
for (const { step, ok, seconds } of results)
  process.stdout.write(`${ok ? '✓' : '✗'} ${step.name.padEnd(9)} ${String(seconds).padStart(4)} s\n`);
const failed = results.filter(({ ok }) => !ok).length;
process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
