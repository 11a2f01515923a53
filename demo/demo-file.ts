import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { idSchema } from '#server/ids.ts';

const person = z.object({ email: z.string(), password: z.string() });

const schema = z.object({
  console: z.string(),
  acme: z.string(),
  sandbox: z.string(),
  api: z.string(),
  secretKey: z.string(),
  environment: idSchema('environment'),
  owner: person,
  customers: z.array(person.extend({ externalId: z.string(), name: z.string(), tidewater: person })),
  /** With which the vendor's backend signs embed tokens. */
  embedKey: z.object({ id: z.string(), privateKey: z.string() }),
  /** The vendor's OAuth app at Tidewater. */
  client: z.object({ id: z.string(), secret: z.string() }),
  /** What a customer fills in to connect the second database. */
  places: z.object({
    host: z.string(),
    port: z.number(),
    database: z.string(),
    user: z.string(),
    password: z.string(),
  }),
});

/** Where the demo is and how to get in, for people and scripts. */
export type DemoFile = z.infer<typeof schema>;

export const demoFile = (dataDir: string): string => join(dataDir, 'demo.json');

export function readDemoFile(dataDir: string): DemoFile | undefined {
  const path = demoFile(dataDir);
  if (!existsSync(path)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new AppError('misconfigured', `${path} can't be read as what an earlier demo wrote.`, {
      cause,
      remedy: `Delete the folder ${dataDir} to begin anew, or choose another one with --data.`,
    });
  }
}

/** Readable by this user alone, and never half written. */
export function writeDemoFile(dataDir: string, file: DemoFile): void {
  const path = demoFile(dataDir);
  writeFileSync(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
