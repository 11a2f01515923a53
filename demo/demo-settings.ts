import { parseArgs } from 'node:util';
import { AppError } from '#server/errors.ts';

export interface DemoSettings {
  host: string;
  port: number;
  acmePort: number;
  sandboxPort: number;
  dataDir: string;
  contacts: number;
}

/** Where `npm run example` shows its pages: the demo's vendor has registered it beside its product. */
export const examplesPort = 4710;

export const demoUsage = `npm run demo [-- --port 4700 --acme-port 4701 --sandbox-port 4702 --data .portico --contacts 1240]
The same by environment: PORTICO_PORT, ACME_PORT, TIDEWATER_PORT, PORTICO_DATA, TIDEWATER_CONTACTS.`;

const options = {
  port: { type: 'string' },
  'acme-port': { type: 'string' },
  'sandbox-port': { type: 'string' },
  data: { type: 'string' },
  contacts: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Flags first, then the environment, then the defaults. */
export function readDemoSettings(
  argv: string[],
  environment: Record<string, string | undefined>,
): DemoSettings | 'help' {
  const { values } = parse(argv);
  if (values.help) return 'help';
  return {
    host: environment.PORTICO_HOST ?? '127.0.0.1',
    port: whole(values.port ?? environment.PORTICO_PORT ?? '4700', 'port', 65_535),
    acmePort: whole(values['acme-port'] ?? environment.ACME_PORT ?? '4701', 'acme-port', 65_535),
    sandboxPort: whole(values['sandbox-port'] ?? environment.TIDEWATER_PORT ?? '4702', 'sandbox-port', 65_535),
    dataDir: values.data ?? environment.PORTICO_DATA ?? '.portico',
    contacts: whole(values.contacts ?? environment.TIDEWATER_CONTACTS ?? '1240', 'contacts', 200_000),
  };
}

function parse(argv: string[]) {
  try {
    return parseArgs({ args: argv, options });
  } catch (cause) {
    throw new AppError('misconfigured', cause instanceof Error ? cause.message : 'A flag is not known.', {
      cause,
      remedy: demoUsage,
    });
  }
}

function whole(text: string, name: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new AppError('misconfigured', `--${name} ${text} is not a whole number from 1 to ${most}.`, {
    remedy: demoUsage,
  });
}
