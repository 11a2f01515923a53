import { z } from 'zod';
import type { ContactEvent } from './accounts/contacts-store.ts';
import type { ClientRegistration } from './oauth/clients.ts';

export interface SandboxOptions {
  /** 0 takes any free port. */
  port?: number;
  host?: string;
  /** Where browsers and apps reach it; by default `http://localhost:<port>`. */
  origin?: string;
  /** JSON file that keeps grants and changes over a restart. */
  dataFile?: string;
  clients?: ClientRegistration[];
  /** Contacts of the main account when nothing was kept. */
  contacts?: number;
  ratePer10s?: number;
  accessTtlS?: number;
  /** Pause before the first repetition of a failed webhook delivery; each next one waits four times as long. */
  webhookRetryMs?: number;
  /** Told of every change of a contact, in order: the account's own ledger. */
  onContact?: (accountId: string, event: ContactEvent) => void;
}

const whole = (least: number, most: number, otherwise: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(least, `must be ${least} or more`)
    .max(most, `must be ${most} or less`)
    .default(otherwise);
const text = z.string().min(1, 'must not be empty').optional();

const environmentSchema = z.object({
  TIDEWATER_PORT: whole(0, 65_535, 4702),
  TIDEWATER_HOST: z.string().min(1).default('127.0.0.1'),
  TIDEWATER_ORIGIN: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  TIDEWATER_DATA: text,
  TIDEWATER_CLIENT_ID: text,
  TIDEWATER_CLIENT_SECRET: text,
  TIDEWATER_CLIENT_NAME: text,
  TIDEWATER_REDIRECT_URIS: text,
  TIDEWATER_CONTACTS: whole(0, 200_000, 1_240),
  TIDEWATER_RATE_PER_10S: whole(1, 1_000_000, 300),
  TIDEWATER_ACCESS_TTL: whole(1, 86_400, 300),
});

export class SettingsError extends Error {}

/** Reads the settings that the README lists; throws one sentence that names everything that is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv, args: readonly string[]): SandboxOptions {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new SettingsError(`Tidewater cannot start: ${problems.join('; ')}.`);
  }
  const env = parsed.data;
  return {
    port: env.TIDEWATER_PORT,
    host: env.TIDEWATER_HOST,
    origin: env.TIDEWATER_ORIGIN,
    dataFile: dataFlag(args) ?? env.TIDEWATER_DATA,
    contacts: env.TIDEWATER_CONTACTS,
    ratePer10s: env.TIDEWATER_RATE_PER_10S,
    accessTtlS: env.TIDEWATER_ACCESS_TTL,
    clients: clientFrom(env),
  };
}

function dataFlag(args: readonly string[]): string | undefined {
  const place = args.indexOf('--data');
  if (place === -1) return undefined;
  const file = args[place + 1];
  if (file === undefined) throw new SettingsError('Tidewater cannot start: --data needs the name of a file.');
  return file;
}

function clientFrom(env: z.infer<typeof environmentSchema>): ClientRegistration[] {
  const { TIDEWATER_CLIENT_ID: clientId, TIDEWATER_CLIENT_SECRET: clientSecret, TIDEWATER_REDIRECT_URIS: uris } = env;
  if (clientId === undefined && clientSecret === undefined && uris === undefined) return [];
  if (clientId === undefined || clientSecret === undefined || uris === undefined) {
    throw new SettingsError(
      'Tidewater cannot start: TIDEWATER_CLIENT_ID, TIDEWATER_CLIENT_SECRET and TIDEWATER_REDIRECT_URIS belong together; set all three or none.',
    );
  }
  const redirectUris = uris.split(',').map((uri) => uri.trim());
  return [{ clientId, clientSecret, redirectUris, clientName: env.TIDEWATER_CLIENT_NAME }];
}
