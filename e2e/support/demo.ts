import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const person = z.object({ email: z.string(), password: z.string() });

const demoFile = z.object({
  console: z.string(),
  acme: z.string(),
  sandbox: z.string(),
  api: z.string(),
  secretKey: z.string(),
  environment: z.string(),
  owner: person,
  customers: z.array(person.extend({ externalId: z.string(), name: z.string(), tidewater: person })),
  embedKey: z.object({ id: z.string(), privateKey: z.string() }),
  client: z.object({ id: z.string(), secret: z.string() }),
  places: z.object({
    host: z.string(),
    port: z.number(),
    database: z.string(),
    user: z.string(),
    password: z.string(),
  }),
});

export type Demo = z.infer<typeof demoFile>;
export type DemoCustomer = Demo['customers'][number];

/** Where the demo of this run keeps its data and listens. */
export interface DemoPlace {
  data: string;
  log: string;
  port: number;
  acmePort: number;
  sandboxPort: number;
}

const variable = 'PORTICO_E2E';
const place = z.object({
  data: z.string(),
  log: z.string(),
  port: z.number(),
  acmePort: z.number(),
  sandboxPort: z.number(),
});

/** Tells the workers, which inherit the environment. */
export function announcePlace(chosen: DemoPlace): void {
  process.env[variable] = JSON.stringify(chosen);
}

export const demoPlace = (): DemoPlace => place.parse(JSON.parse(process.env[variable] ?? 'null'));

/** What `demo.json` says: addresses, logins, keys. */
export const readDemo = (): Demo =>
  demoFile.parse(JSON.parse(readFileSync(join(demoPlace().data, 'demo.json'), 'utf8')));

function customer(externalId: string): DemoCustomer {
  const found = readDemo().customers.find((one) => one.externalId === externalId);
  if (!found) throw new Error(`demo.json has no customer ${externalId}.`);
  return found;
}

export const globex = (): DemoCustomer => customer('globex');
export const initech = (): DemoCustomer => customer('initech');
