import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { AppError } from '#server/errors.ts';

const remembered = (home: string): string => join(home, 'port');

/** The port to listen on: the given one or an error; else that of the last start; else any that is free. */
export async function choosePort(home: string, given: number | undefined): Promise<number> {
  if (given === undefined) {
    const last = existsSync(remembered(home)) ? Number(readFileSync(remembered(home), 'utf8')) : 0;
    const usable = Number.isInteger(last) && last > 1023 && last < 65_536;
    return (usable ? await tryPort(last) : undefined) ?? (await anyPort());
  }
  const port = await tryPort(given);
  if (port !== undefined) return port;
  throw portTaken(given);
}

export const portTaken = (port: number): AppError =>
  new AppError(
    'misconfigured',
    `The embedded PostgreSQL can't listen on port ${port}: another program uses it, or it is reserved.`,
    {
      remedy: 'Stop that program, choose another port, or give none to get a free one.',
    },
  );

export function rememberPort(home: string, port: number): void {
  rmSync(remembered(home), { force: true });
  writeFileSync(remembered(home), `${port}\n`);
}

async function anyPort(): Promise<number> {
  const port = await tryPort(0);
  if (port !== undefined) return port;
  throw new AppError('misconfigured', 'The embedded PostgreSQL found no free port on 127.0.0.1.', {
    remedy: 'Check that this machine has a loopback network, or set DATABASE_URL to a PostgreSQL of your own.',
  });
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
