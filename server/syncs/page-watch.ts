import { hash } from 'node:crypto';
import type { KnownPage } from '#server/records/page-memory.ts';
import type { AnswerWatch, SeenAnswer } from '#server/runtime/answer-watch.ts';
import type { PageRows } from './page-rows.ts';

/** 128 bits of SHA-256, as PostgreSQL writes a uuid. */
export const markOf = (data: string | Buffer): string =>
  hash('sha256', data, 'hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

export type PageAnswer = Pick<KnownPage, 'request' | 'body' | 'etag'>;

const requestMark = (method: string, url: string) => markOf(`${method} ${url}`);

/**
 * Watches the calls that a page takes. Where the first answer is the one that this page had the last time, it stops the
 * page there; else it tells what the answer was, if there was one alone.
 */
export class PageWatch implements AnswerWatch {
  #isOn = false;
  #rows: PageRows | undefined;
  #known: KnownPage | undefined;
  #count = 0;
  #answer: PageAnswer | undefined;
  #stopped = false;
  #isCut = false;

  /** A page is about to be read; `known` is what it was. Where it won't be remembered, nobody needs to look. */
  begin(known: KnownPage | undefined, isRemembered: boolean, rows?: PageRows): void {
    this.#isOn = isRemembered;
    this.#rows = rows;
    this.#known = known;
    this.#count = 0;
    this.#answer = undefined;
    this.#stopped = false;
    this.#isCut = false;
  }

  /** Those of the first answer: what is in others is no matter of theirs. */
  get rows(): PageRows | undefined {
    return this.#count === 1 ? this.#rows : undefined;
  }

  /** Something nested too deep was cut out of an answer of this page. */
  get isCut(): boolean {
    return this.#isCut;
  }

  cut(): void {
    this.#isCut = true;
  }

  /** The page that was known and is the same. */
  get same(): KnownPage | undefined {
    if (!this.#stopped || !this.#known) return undefined;
    return { ...this.#known, etag: this.#answer?.etag ?? this.#known.etag };
  }

  /** The answer that the whole page was made of. */
  get only(): PageAnswer | undefined {
    return this.#count === 1 ? this.#answer : undefined;
  }

  conditions(method: string, url: string): Record<string, string> {
    const { etag = null, request } = this.#known ?? {};
    const applies = this.#isOn && this.#count === 0 && etag !== null && method === 'GET';
    return applies && requestMark(method, url) === request ? { 'if-none-match': etag } : {};
  }

  knows({ method, url, status, etag, body }: SeenAnswer): boolean {
    if (!this.#isOn) return false;
    this.#count += 1;
    // What is made of several answers is never known by one of them.
    if (this.#count > 1) return false;
    const request = requestMark(method, url);
    if (status === 304) this.#stopped = this.#known?.request === request;
    else {
      this.#answer = { request, body: markOf(body), etag };
      this.#stopped = this.#known?.request === request && this.#known.body === this.#answer.body;
    }
    return this.#stopped;
  }
}
