import { spawn } from 'node:child_process';
import { demoPlace } from './demo.ts';

export interface Example {
  origin: string;
  close(): Promise<void>;
}

/** The demo's vendor has registered this origin, as the README of the examples says. */
const port = 4710;

const readyMs = 60_000;

/** `npm run example <name>` without npm, until it says that it is ready. */
export async function startExample(name: string, ...more: string[]): Promise<Example> {
  const child = spawn(process.execPath, ['examples/run.ts', name, '--data', demoPlace().data, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  let said = '';
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`The example ${name} did not start: ${why}. It said: ${said}`));
      const timer = setTimeout(() => fail('it took too long'), readyMs);
      const hear = (chunk: Buffer) => {
        said += chunk.toString();
        if (!said.includes('is ready on')) return;
        clearTimeout(timer);
        resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => {
        clearTimeout(timer);
        fail(`it ended with ${code}`);
      });
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { origin: `http://localhost:${port}`, close };
}
