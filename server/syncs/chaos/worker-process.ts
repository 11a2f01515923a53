import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, '../../worker.ts');
// Even if this process is killed and can stop nobody, its workers end: the channel to it closes.
const endWithParent = 'data:text/javascript,process.on("disconnect",()=>process.exit(1))';
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

  constructor() {
    const child = spawn(process.execPath, ['--import', endWithParent, script], {
      env: { ...process.env, PORTICO_WORKER_SLOTS: '4', PORTICO_LOG: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const listen = (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-4000);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.on('error', () => undefined);
    alive.add(child);
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('exit', () => {
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
