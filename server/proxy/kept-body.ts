import { AppError } from '#server/errors.ts';

/** Up to here a body can be sent a second time. */
const keptBytes = 65_536;
export const maxBodyBytes = 100 * 1_048_576;

/** A body that is read once from its source and, while it is small, any number of times from here. */
export class KeptBody {
  /** What went wrong with it, which whoever sends it may have wrapped in words of its own. */
  failure: unknown;
  bytes = 0;
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #chunks: Uint8Array[] = [];
  /** How many chunks are gone from the front. */
  #dropped = 0;
  #isOver = false;
  /** The one read that is under way: a reader that was given up must not take a chunk with it. */
  #reading: Promise<void> | undefined;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Whether it can be read from its beginning. */
  get isWhole(): boolean {
    return this.#dropped === 0 && this.bytes <= keptBytes;
  }

  async *read(): AsyncIterable<Uint8Array> {
    for (let at = 0; ; at += 1) {
      while (at - this.#dropped >= this.#chunks.length && !this.#isOver) await this.#readOn();
      const chunk = this.#chunks[at - this.#dropped];
      if (chunk === undefined) return;
      if (this.bytes > keptBytes) {
        this.#chunks.splice(0, at - this.#dropped + 1);
        this.#dropped = at + 1;
      }
      yield chunk;
    }
  }

  /** All of it at once, for an app that wants each request signed with its body. */
  async whole(maxBytes: number, app: string): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.read()) {
      chunks.push(chunk);
      if (this.bytes <= maxBytes) continue;
      throw new AppError(
        'too_large',
        `${app} wants each request signed with its body, which is larger than ${mib(maxBytes)}.`,
        {
          remedy: 'Send less at once.',
        },
      );
    }
    return Buffer.concat(chunks);
  }

  #readOn(): Promise<void> {
    this.#reading ??= this.#readChunk().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readChunk(): Promise<void> {
    try {
      const { done, value } = await this.#source.next();
      if (done) {
        this.#isOver = true;
        return;
      }
      this.bytes += value.byteLength;
      if (this.bytes > maxBodyBytes) throw bodyTooLarge();
      this.#chunks.push(value);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

export function bodyTooLarge(): AppError {
  return new AppError('too_large', `The body is larger than ${mib(maxBodyBytes)}.`, {
    remedy: 'Send it in parts, as the app’s documentation tells.',
  });
}

const mib = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MiB`;
