import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { AppError } from '#server/errors.ts';

export interface ChaosSettings {
  /** Contacts at the third-party app when it begins. */
  records: number;
  /** How often a worker is killed (SIGKILL). */
  kills: number;
  /** How often a worker is frozen (SIGSTOP) for longer than its lease while another one goes on. */
  pauses: number;
  /** How often PostgreSQL is stopped under everybody and started again. */
  databaseStops: number;
  /** Of every choice that is made by chance. Timing is the machine's, so a seed repeats the choices and not the run. */
  seed: number;
}

export const chaosUsage = `npm run test:chaos [-- --records 20000 --kills 10 --pauses 1 --database-stops 1 --seed 42]`;

const options = {
  records: { type: 'string', default: '20000' },
  kills: { type: 'string', default: '10' },
  pauses: { type: 'string', default: '1' },
  'database-stops': { type: 'string', default: '1' },
  seed: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

export function readChaosSettings(argv: string[]): ChaosSettings | 'help' {
  const { values } = parse(argv);
  if (values.help) return 'help';
  return {
    records: whole('records', values.records, 1, 200_000),
    kills: whole('kills', values.kills, 0, 1000),
    pauses: whole('pauses', values.pauses, 0, 1000),
    databaseStops: whole('database-stops', values['database-stops'], 0, 1000),
    seed: values.seed === undefined ? randomInt(1, 1_000_000) : whole('seed', values.seed, 0, 2 ** 32 - 1),
  };
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'A flag is not known.';
    throw new AppError('misconfigured', message, { cause, remedy: chaosUsage });
  }
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new AppError('misconfigured', `--${name} ${text} is not a whole number from ${least} to ${most}.`, {
    remedy: chaosUsage,
  });
}
