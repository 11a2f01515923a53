import { z } from 'zod';
import type { DatabaseAddress } from '../kit/index.ts';

/** What the customer fills in. */
export const fields = z.object({
  host: z
    .string()
    .trim()
    .regex(/^[^\s/@?#]+$/, 'Write the host alone, without postgres:// and without a path.')
    .meta({
      title: 'Host',
      placeholder: 'db.example.com',
      description: 'Where the server answers on the internet.',
    }),
  port: z.coerce.number().int().min(1).max(65_535).default(5432).meta({ title: 'Port' }),
  database: z.string().trim().min(1).meta({ title: 'Database', placeholder: 'shop' }),
  user: z.string().trim().min(1).meta({
    title: 'User',
    description: 'One that may only read is best, where nothing is to be written.',
    placeholder: 'portico_reader',
  }),
  password: z.string().min(1).meta({ title: 'Password', secret: true }),
  tls: z
    .enum(['verify', 'require', 'off'])
    .default('verify')
    .meta({
      title: 'Encryption',
      description: 'Without a check of the certificate, somebody in between could pretend to be the server.',
      choices: {
        verify: 'Encrypted, certificate checked',
        require: 'Encrypted, certificate not checked',
        off: 'Not encrypted',
      },
    }),
});

export type LogIn = z.output<typeof fields>;

export const help =
  'Make a user that may only read the tables that you want to share, and let the server accept connections from outside. Grant it more only where something is to be written into the database.';

export function connect(logIn: LogIn): DatabaseAddress {
  // Square brackets around an IPv6 address belong to URLs.
  return { ...logIn, host: logIn.host.replace(/^\[(.*)\]$/, '$1') };
}
