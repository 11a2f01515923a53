import { readFileSync } from 'node:fs';
import { z } from 'zod';

export interface AcmeOptions {
  /** 0 takes any free port. */
  port?: number;
  host?: string;
  /** Where browsers and Portico reach Acme; by default `http://localhost:<port>`. */
  origin?: string;
  /** Where Portico is, without a slash at its end. */
  porticoUrl: string;
  /** The vendor's secret key of the REST API: `sk_dev_…`. */
  secretKey: string;
  /** `env_…`: whom the embed tokens are for. */
  environment: string;
  /** The private half (PEM, EC P-256) of the embed key registered in Portico's console. */
  embedKey: { id: string; privateKey: string };
  /** Set where the webhook endpoint was made by hand; without it Acme makes its own by REST. */
  webhookSecret?: string;
  /** JSON file that keeps the webhook endpoint over a restart. */
  dataFile?: string;
  /** How often the change feed is read without having been told to. */
  catchUpMs?: number;
  /** Told what an operator should know: one sentence each. */
  report?: (sentence: string) => void;
}

/** Why Acme cannot start, as one sentence. */
export class StartError extends Error {}

const address = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform((url) => url.replace(/\/+$/, ''));
const needed = (what: string) => z.string({ error: `is missing: ${what}` });

const environmentSchema = z.object({
  ACME_PORT: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(65_535, 'must be 65535 or less')
    .default(4701),
  ACME_HOST: z.string().default('127.0.0.1'),
  ACME_ORIGIN: address.optional(),
  PORTICO_URL: needed('the address of Portico').pipe(address),
  PORTICO_SECRET_KEY: needed('a secret key from the console (sk_…)').startsWith('sk_', 'must begin with sk_'),
  PORTICO_ENVIRONMENT: needed('the environment of that key (env_…)').startsWith('env_', 'must begin with env_'),
  ACME_EMBED_KEY: z.string().optional(),
  ACME_EMBED_KEY_FILE: z.string().optional(),
  ACME_EMBED_KEY_ID: needed('the id that the console gave the embed key'),
  ACME_WEBHOOK_SECRET: z.string().optional(),
  ACME_DATA: z.string().optional(),
});

/** Reads the settings that the README lists; throws one sentence that names everything that is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv): AcmeOptions {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new StartError(`Acme cannot start: ${problems.join('; ')}.`);
  }
  const env = parsed.data;
  return {
    port: env.ACME_PORT,
    host: env.ACME_HOST,
    origin: env.ACME_ORIGIN,
    porticoUrl: env.PORTICO_URL,
    secretKey: env.PORTICO_SECRET_KEY,
    environment: env.PORTICO_ENVIRONMENT,
    embedKey: { id: env.ACME_EMBED_KEY_ID, privateKey: privateKey(env.ACME_EMBED_KEY, env.ACME_EMBED_KEY_FILE) },
    webhookSecret: env.ACME_WEBHOOK_SECRET,
    dataFile: env.ACME_DATA,
  };
}

function privateKey(pem: string | undefined, file: string | undefined): string {
  // Where a setting cannot hold line breaks they are written as \\n.
  if (pem !== undefined) return pem.replaceAll('\\n', '\n');
  if (file === undefined) {
    throw new StartError(
      'Acme cannot start: set ACME_EMBED_KEY (a PEM) or ACME_EMBED_KEY_FILE (the file that holds it).',
    );
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartError(`Acme cannot start: the embed key ${file} cannot be read. Check ACME_EMBED_KEY_FILE.`, {
      cause,
    });
  }
}
