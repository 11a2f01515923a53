import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type SandboxSnapshot, snapshotSchema } from './snapshot.ts';

const WRITE_AFTER_MS = 200;

export class DataFileError extends Error {}

/** Keeps the sandbox's state on disk: soon after each change, whole or not at all. */
export class DataFile {
  readonly #path: string;
  readonly #take: () => SandboxSnapshot;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, take: () => SandboxSnapshot) {
    this.#path = path;
    this.#take = take;
  }

  writeSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.flush().catch((error: Error) => process.stderr.write(`tidewater: ${error.message}\n`));
    }, WRITE_AFTER_MS);
  }

  /** Writes now and waits until it is on disk. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.catch(() => {}).then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const temporary = `${this.#path}.${process.pid}.tmp`;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      // 0600: the file holds tokens and the keys that sign cookies.
      await writeFile(temporary, JSON.stringify(this.#take()), { mode: 0o600, flush: true });
      await rename(temporary, this.#path);
    } catch (cause) {
      throw new DataFileError(`Tidewater cannot write ${this.#path}: ${reasonOf(cause)}`, { cause });
    }
  }
}

export async function readDataFile(path: string): Promise<SandboxSnapshot | undefined> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new DataFileError(`Tidewater cannot read ${path}: ${reasonOf(cause)}`, { cause });
  }
  const parsed = snapshotSchema.safeParse(parseJson(content));
  if (parsed.success) return parsed.data;
  const problem = parsed.error.issues[0];
  const where =
    problem === undefined || problem.path.length === 0
      ? 'it is not JSON'
      : `"${problem.path.join('.')}" is not as expected`;
  throw new DataFileError(
    `Tidewater cannot use ${path}: ${where}. Delete the file to start afresh, or name another one.`,
  );
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
