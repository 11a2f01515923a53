import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWithSentence } from '#server/boot/exit-with-sentence.ts';
import { resetEnv } from '#server/env.ts';
import { AppError } from '#server/errors.ts';
import { seedSync } from '#server/syncs/test-sync.ts';
import { openBenchDatabase } from '../bench-database.ts';
import { Endings } from '../endings.ts';
import { fill, type Shape } from './fill.ts';
import { dispatchFigures, tableSizes } from './measure.ts';
import { report } from './report.ts';

const usage = 'npm run simulate [-- --connections 100000 --runs 4]';
const options = {
  connections: { type: 'string', default: '100000' },
  runs: { type: 'string', default: '4' },
} as const;

function shapeOf(argv: string[]): Shape {
  const { values } = parse(argv);
  const whole = (name: 'connections' | 'runs', least: number, most: number) => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new AppError('misconfigured', `--${name} ${values[name]} is not a whole number from ${least} to ${most}.`, {
      remedy: usage,
    });
  };
  return {
    connections: whole('connections', 1000, 1_000_000),
    runs: whole('runs', 1, 24),
    connectionsEach: 5,
    syncs: 2,
  };
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options });
  } catch (cause) {
    throw new AppError('misconfigured', 'A flag is not known.', { cause, remedy: usage });
  }
}

/** Fills a scratch database with many connections, each with two hourly syncs, and says what they cost. */
async function main(): Promise<void> {
  const shape = shapeOf(process.argv.slice(2));
  const endings = new Endings();
  const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
  try {
    const owner = await openBenchDatabase(endings);
    process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../../server/syncs/fixture-connectors');
    resetEnv();
    const fields = { token: 'a token of an ordinary length, as most apps give them out: 0123456789abcdef' };
    const seeded = await seedSync({
      connector: 'ledger',
      object: 'entry',
      label: 'entries',
      credential: { kind: 'fields', fields },
    });
    say(
      `filling: ${shape.connections} connections, ${shape.connections * shape.syncs} syncs, ${shape.connections * shape.syncs * shape.runs} runs`,
    );
    await fill(owner, seeded, shape);
    say('measuring');
    const sizes = await tableSizes(owner);
    const figures = await dispatchFigures(owner, seeded.environmentId);
    process.stdout.write(report(shape, sizes, figures));
  } finally {
    await endings.run();
  }
}

await main().catch(exitWithSentence);
