import { parseArgs } from 'node:util';
import { AppError } from '#server/errors.ts';

export interface BenchSettings {
  parts: string[];
  json: boolean;
  /** How often each row and its floor are measured. */
  repetitions: number;
  /** Of the part `sync`. */
  records: number;
  /** Of the part `dispatch`. */
  schedules: number;
}

const options = {
  json: { type: 'boolean', default: false },
  repetitions: { type: 'string', default: '3' },
  records: { type: 'string', default: '100000' },
  schedules: { type: 'string', default: '100000' },
} as const;

/** Reads the command line; no part named means all of them. */
export function readBenchSettings(argv: string[], known: readonly string[]): BenchSettings {
  const usage = `npm run bench [-- part … --json --repetitions 3 --records 100000 --schedules 100000]\nParts: ${known.join(', ')}.`;
  const refuse = (message: string, cause?: unknown) => new AppError('misconfigured', message, { cause, remedy: usage });
  const parse = () => {
    try {
      return parseArgs({ args: argv, options, allowPositionals: true });
    } catch (cause) {
      throw refuse(cause instanceof Error ? cause.message : 'A flag is not known.', cause);
    }
  };
  const { values, positionals } = parse();
  const unknown = positionals.find((part) => !known.includes(part));
  if (unknown !== undefined) throw refuse(`There is no benchmark part "${unknown}".`);
  const whole = (name: 'repetitions' | 'records' | 'schedules', most: number) => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw refuse(`--${name} ${values[name]} is not a whole number from 1 to ${most}.`);
  };
  return {
    parts: positionals.length > 0 ? [...new Set(positionals)] : [...known],
    json: values.json,
    repetitions: whole('repetitions', 100),
    records: whole('records', 10_000_000),
    schedules: whole('schedules', 1_000_000),
  };
}
