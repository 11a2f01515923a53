import { createServer } from 'node:net';

/** This port, or another where somebody has it. */
export async function freePort(wanted: number): Promise<number> {
  return (await listen(wanted)) ?? (await listen(0)) ?? wanted;
}

function listen(port: number): Promise<number | undefined> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
