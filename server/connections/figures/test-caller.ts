import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import type { ConnectionId, EnvironmentId } from '#server/ids.ts';
import type { Point } from './deadly-steps.ts';

const script = join(import.meta.dirname, 'caller-process.ts');
const resultSchema = z.object({ tokens: z.array(z.string()), waits: z.array(z.number()), ms: z.number() });

export type CallerResult = z.output<typeof resultSchema>;

interface Order {
  environmentId: EnvironmentId;
  connectionId: ConnectionId;
  callers: number;
  dieAt?: Point;
  variant?: number;
}

/** A process of its own that asks for a credential. It ends with this one, whatever happens. */
export class Caller {
  readonly #child: ChildProcess;
  readonly #ready: Promise<unknown>;
  readonly #ended: Promise<unknown>;
  #said = '';

  constructor(warmUp: EnvironmentId) {
    const env = { ...process.env, DATABASE_POOL: '4', PORTICO_LOG: 'silent' };
    const child = fork(script, [warmUp], { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-4000);
    });
    this.#child = child;
    this.#ended = once(child, 'exit');
    this.#ready = Promise.race([once(child, 'message'), this.#ended]);
  }

  /** Resolves when it only waits for the word. */
  async ready(): Promise<void> {
    await this.#ready;
    if (this.#child.exitCode !== null) throw new Error(`The caller ended by itself: ${this.#said}`);
  }

  async ask(order: Order): Promise<CallerResult> {
    this.#child.send(order);
    const answer: unknown[] = await Promise.race([once(this.#child, 'message'), this.#ended.then(() => [])]);
    const parsed = resultSchema.safeParse(answer[0]);
    if (!parsed.success) throw new Error(`The caller said nothing: ${this.#said}`);
    return parsed.data;
  }

  /** Asks, and resolves with the signal that ended it. */
  async askAndDie(order: Order): Promise<NodeJS.Signals | null> {
    this.#child.send(order);
    await this.#ended;
    return this.#child.signalCode;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
