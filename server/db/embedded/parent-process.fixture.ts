import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

export const isRoot = process.getuid?.() === 0;

/** A folder of its own for a test, which other users of the machine may enter. */
export function scratchFolder(): { folder: string; remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'portico-embedded-')));
  chmodSync(folder, 0o755);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

const reportSchema = z.union([
  z.object({ port: z.number(), url: z.string() }),
  z.object({ message: z.string(), remedy: z.string() }),
]);
export type Report = z.infer<typeof reportSchema>;

/** A Portico that can be killed: a process that starts the database, prints how that went, and then does `after`. */
export class ParentProcess {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly ended: Promise<number | null>;

  constructor(dataDir: string, { after = 'setInterval(() => {}, 1000)', ids = {}, env = {} }: ParentOptions = {}) {
    const script = `
      import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)};
      const say = (value: object) => process.stdout.write(JSON.stringify(value) + '\\n');
      try {
        const database = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, password: 'secret', ephemeral: true });
        say({ port: database.port, url: database.url });
        ${after};
      } catch (error) {
        say({ message: error.message, remedy: error.remedy ?? error.stack });
      }`;
    this.child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      ...ids,
      env: { ...process.env, ...env },
      cwd: join(import.meta.dirname, '../../..'),
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (!this.child.stdout) throw new Error('a child without an output');
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async nextLine(): Promise<string> {
    const { value, done } = await this.lines.next();
    if (done) throw new Error('The parent ended without a word.');
    return value;
  }

  async report(): Promise<Report> {
    return reportSchema.parse(JSON.parse(await this.nextLine()));
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

interface ParentOptions {
  after?: string;
  ids?: { uid?: number; gid?: number };
  env?: Record<string, string | undefined>;
}

/** Everything that still runs for a cluster: server, backends, watcher. */
export function processesOf(cluster: string): string[] {
  const commands = spawnSync('ps', ['-axww', '-o', 'pid=,stat=,command='], { encoding: 'utf8' }).stdout.split('\n');
  const running = commands.filter((line) => !/^\s*\d+\s+Z/.test(line));
  const named = running.filter((line) => line.includes(cluster));
  return process.platform === 'linux'
    ? [...named, ...readdirSync('/proc').filter((pid) => worksIn(pid, cluster))]
    : named;
}

function worksIn(pid: string, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).startsWith(cluster);
  } catch {
    return false;
  }
}

/** Waits for a state that comes soon; false when it doesn't. */
export async function soon(isSo: () => boolean, withinMs = 5000): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await delay(50)) if (isSo()) return true;
  return isSo();
}
