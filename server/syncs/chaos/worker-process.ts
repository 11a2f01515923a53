import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, '../../worker.ts');
// Even if this process is killed and can stop nobody, its workers end: the channel to it closes.
const endWithParent = 'process.on("disconnect",()=>process.exit(1))';
// Tells each call to the app, so that it is known which worker is the one at work.
const tellCalls = 'channel.subscribe("undici:request:create",()=>process.connected&&process.send("call"))';
const before = `data:text/javascript,import channel from "node:diagnostics_channel";${endWithParent};${tellCalls}`;
const alive = new Set<ChildProcess>();
const killAll = () => {
  for (const child of alive) child.kill('SIGKILL');
};
process.on('exit', killAll);

/** A real worker: `node server/worker.ts` in a process of its own. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #killed = false;
  #said = '';
  /** When it last called the app; 0 if it never did. */
  calledAt = 0;

  constructor() {
    const child = spawn(process.execPath, ['--import', before, script], {
      env: { ...process.env, PORTICO_WORKER_SLOTS: '4', PORTICO_LOG: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const listen = (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-4000);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.on('error', () => undefined);
    child.on('message', () => {
      this.calledAt = performance.now();
    });
    alive.add(child);
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#said += `\n(it ended with ${signal ?? code})`;
        alive.delete(child);
        resolve();
      });
    });
  }

  /** It ended although nobody killed it. */
  get hasFallen(): boolean {
    return !this.#killed && (this.#child.exitCode !== null || this.#child.signalCode !== null);
  }

  /** The end of what it wrote to its log. */
  get said(): string {
    return this.#said;
  }

  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    this.#killed = this.#killed || !this.hasFallen;
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
