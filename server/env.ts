import { delimiter } from 'node:path';
import { z } from 'zod';
import { AppError } from './errors.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

/** Every setting, its default and its meaning; `.env.example` says the same to people, and a test compares the two. */
export const settings = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORTICO_PORT: port.default(4700),
  PORTICO_HOST: z.string().default('0.0.0.0'),
  /** The address that browsers and vendors use; every callback and link is made from it. */
  PORTICO_URL: z
    .url({ protocol: /^https?$/, error: 'expected an address such as https://portico.example.com' })
    .optional(),
  PORTICO_DATA: z.string().default('.portico'),
  /** Owner of the tables: migrates. Empty: the embedded PostgreSQL in PORTICO_DATA. */
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'expected postgres://user:password@host:5432/database' })
    .optional(),
  /** The role that the app works as: owns nothing, cannot bypass row level security. Made from DATABASE_URL when empty. */
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  /** 32 bytes in base64 that wrap every data key. Empty: the file `key` in PORTICO_DATA (made in mode 0600). */
  PORTICO_KEY: z.string().optional(),
  /** The key before it, for as long as data keys that it wrapped are there (`npm run keys:rotate -- --master`). */
  PORTICO_KEY_PREVIOUS: z.string().optional(),
  /** Where a renewed access waits, sealed, that could not be stored because the database was gone. Empty: `spool` in PORTICO_DATA. */
  PORTICO_SPOOL: z.string().optional(),
  /** How many jobs this process runs at once; 0 serves pages only. */
  PORTICO_WORKER_SLOTS: z.coerce.number().int().min(0).max(500).default(10),
  /** The mail server. Empty: no e-mail is sent; outside production the console shows what would have been. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'expected smtp://user:password@host:587 or smtps://…:465' })
    .optional(),
  /** Whom e-mails come from; the name before the address is the vendor's. */
  MAIL_FROM: z.email({ error: 'expected an address such as integrations@portico.example.com' }).optional(),
  /** host:port or CIDR entries that connectors and webhooks may reach although the guard refuses them. */
  PORTICO_EGRESS_ALLOW: list,
  PORTICO_LOG: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** One folder, or several. */
  PORTICO_CONNECTORS: z
    .string()
    .default('connectors')
    .transform((value) => value.split(new RegExp(`[,${delimiter}]`)).flatMap((part) => part.trim() || [])),
  /** Seconds of life of an abandoned run before another worker takes it over. */
  PORTICO_RUN_LEASE_SECONDS: z.coerce.number().min(1).max(600).default(30),
  /** Seconds between two passes of a sync that hooks ask for: what is told meanwhile is read by the second one. */
  PORTICO_HOOK_PAUSE_SECONDS: z.coerce.number().min(0).max(3600).default(10),
  /** Folder of the descriptions that `npm run test:contracts` judges connectors by. */
  SPECS_DIR: z.string().default('../shared/specs'),
});

export type Env = z.infer<typeof settings>;

/** Reads the settings, or says everything that is wrong with them at once. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = settings.safeParse(filled);
  const lines = parsed.success
    ? problemsTogether(parsed.data)
    : parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  if (parsed.success && lines.length === 0) return parsed.data;
  throw new AppError('misconfigured', `These settings can't be used:\n${lines.join('\n')}`, {
    remedy: '.env.example explains every setting.',
  });
}

/** What is wrong between settings that are right by themselves. */
const problemsTogether = ({ SMTP_URL, MAIL_FROM }: Env): string[] =>
  SMTP_URL && !MAIL_FROM ? ['  MAIL_FROM: e-mails are sent by SMTP_URL, and need an address that they come from'] : [];

let current: Env | undefined;

/** The settings of this process. The only reader of `process.env`. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/** The address of this Portico without a slash at its end. */
export function baseUrl(): string {
  const { PORTICO_URL, PORTICO_PORT } = env();
  return (PORTICO_URL ?? `http://localhost:${PORTICO_PORT}`).replace(/\/+$/, '');
}

/** The origin of the pages that this Portico serves, as browsers say it. */
export const ownOrigin = (): string => new URL(baseUrl()).origin;

/** For tests that change a setting: the next `env()` reads the environment again. */
export function resetEnv(): void {
  current = undefined;
}
