import type { RowWatch } from './read-rows.ts';

/** A good answer, before anything of it is read; or word that it is the same (304), without a body. */
export interface SeenAnswer {
  method: string;
  /** Without its credential. */
  url: string;
  status: number;
  etag: string | null;
  body: Buffer;
}

/** Looks at the answers of a context's calls as they come in. */
export interface AnswerWatch {
  /** What the app is told so that it sends an answer only if it is another one than we know. */
  conditions(method: string, url: string): Record<string, string>;
  /** True: the answer is known, and whatever asked for it need not go on. */
  knows(answer: SeenAnswer): boolean;
  /** What was nested too deep was cut out of the answer: whoever reads rows looks for it. */
  cut(): void;
  /** Knows rows of the answer that comes, if anything is known of them or is to be. */
  readonly rows?: RowWatch | undefined;
}

/** Ends a call whose answer is known already. */
export class KnownAnswer extends Error {
  constructor() {
    super('The app gave an answer that is known already.');
    this.name = 'KnownAnswer';
  }
}
