import { createServer } from 'node:net';
import { AppError } from '#server/errors.ts';

/** Says in a sentence that a port can't be had, before anything else was started. */
export async function checkPort(port: number, host: string, setting: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (cause: NodeJS.ErrnoException) => reject(portError(cause, port, setting)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

export function portError(cause: NodeJS.ErrnoException, port: number, setting: string): AppError {
  const why =
    cause.code === 'EADDRINUSE'
      ? 'another program is using it'
      : cause.code === 'EACCES'
        ? 'this user has no right to it'
        : cause.message;
  return new AppError('misconfigured', `Port ${port} can't be opened: ${why}.`, {
    cause,
    remedy: `Stop that program, or choose another port with ${setting}.`,
  });
}
