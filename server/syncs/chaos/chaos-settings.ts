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
  /** How many workers there are at any time. */
  workers: number;
  /** How many of 100 pages have an accident on their way: cut off, slow, truncated, half, shuffled, swapped, repeated. */
  badPages: number;
  /** Of every choice that is made by chance. Timing is the machine's, so a seed repeats the choices and not the run. */
  seed: number;
}

export const chaosUsage = `npm run test:chaos [-- --records 20000 --kills 10 --pauses 1 --database-stops 1 --workers 1 --bad-pages 15 --seed 42]
npm run test:chaos -- --full   100,000 records, 50 kills, 3 pauses, 5 database stops; other flags beside it count`;

const usual = { records: 20_000, kills: 10, pauses: 1, databaseStops: 1 };
const full = { records: 100_000, kills: 50, pauses: 3, databaseStops: 5 };

const options = {
  full: { type: 'boolean', default: false },
  records: { type: 'string' },
  kills: { type: 'string' },
  pauses: { type: 'string' },
  'database-stops': { type: 'string' },
  workers: { type: 'string', default: '1' },
  'bad-pages': { type: 'string', default: '15' },
  seed: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

export function readChaosSettings(argv: string[]): ChaosSettings | 'help' {
  const { values } = parse(argv);
  if (values.help) return 'help';
  const otherwise = values.full ? full : usual;
  return {
    records: whole('records', values.records ?? otherwise.records, 1, 200_000),
    kills: whole('kills', values.kills ?? otherwise.kills, 0, 1000),
    pauses: whole('pauses', values.pauses ?? otherwise.pauses, 0, 1000),
    databaseStops: whole('database-stops', values['database-stops'] ?? otherwise.databaseStops, 0, 1000),
    workers: whole('workers', values.workers, 1, 16),
    badPages: whole('bad-pages', values['bad-pages'], 0, 50),
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

function whole(name: string, text: string | number, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new AppError('misconfigured', `--${name} ${text} is not a whole number from ${least} to ${most}.`, {
    remedy: chaosUsage,
  });
}
