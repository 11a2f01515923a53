type End = () => Promise<unknown> | unknown;

/** What has to be ended, the last first, on every way out that a program can take. */
export class Endings {
  readonly #ends: End[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void this.run().finally(() => process.exit(130)));
    }
  }

  add(end: End): void {
    this.#ends.push(end);
  }

  /** Ends everything that was added so far; whoever asks meanwhile waits for the same. */
  run(): Promise<void> {
    this.#running = this.#running.then(async () => {
      for (let end = this.#ends.pop(); end; end = this.#ends.pop()) {
        try {
          await end();
        } catch (error) {
          process.stderr.write(`${error}\n`);
        }
      }
    });
    return this.#running;
  }
}
