import type { Chance } from './chance.ts';
import { WorkerProcess } from './worker-process.ts';

/** The workers of a test: whoever leaves is replaced at once. */
export class Crew {
  readonly #workers: WorkerProcess[];
  /** What workers said last that ended although nobody had killed them. */
  readonly fallen: string[] = [];

  constructor(count: number) {
    this.#workers = Array.from({ length: count }, () => new WorkerProcess());
  }

  /** The one that called the app last. */
  get atWork(): WorkerProcess {
    const [latest] = this.#workers.toSorted((a, b) => b.calledAt - a.calledAt);
    if (!latest) throw new Error('There is no worker.');
    return latest;
  }

  /** Mostly the one at work, sometimes one that waits. */
  pick(chance: Chance): WorkerProcess {
    const [any] = chance.some(this.#workers, 1);
    return chance.number() < 0.25 && any ? any : this.atWork;
  }

  async kill(worker: WorkerProcess): Promise<void> {
    this.dismiss(worker);
    await worker.kill();
  }

  /** Somebody else comes for it; it lives on. */
  dismiss(worker: WorkerProcess): void {
    const place = this.#workers.indexOf(worker);
    if (place >= 0) this.#workers[place] = new WorkerProcess();
  }

  replaceFallen(): void {
    for (const worker of this.#workers.filter(({ hasFallen }) => hasFallen)) {
      // One that is started while the database is away says so and ends, as it should.
      if (!worker.said.includes('The database can not be reached')) this.fallen.push(worker.said);
      this.dismiss(worker);
    }
  }

  /** The end of the log of the one at work. */
  get said(): string {
    return this.atWork.said;
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.kill()));
  }
}
