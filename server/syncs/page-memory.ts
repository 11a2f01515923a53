import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { type KnownPage, listKnownPages } from '#server/records/page-memory.ts';
import { markOf } from './page-watch.ts';
import type { Pass } from './pass.ts';

const readAtOnce = 256;

/** The pages of a stream's last full pass, read ahead of the one that reads it again. */
export class PageMemory {
  readonly reader: string;
  readonly #tenant: Tenant;
  readonly #stream: number;
  #pages = new Map<number, KnownPage>();
  #readTo = 0;
  #isOff = false;

  constructor(tenant: Tenant, stream: number, reader: string) {
    this.#tenant = tenant;
    this.#stream = stream;
    this.reader = reader;
  }

  /** What the page that a pass is at was the last time; undefined where nothing is known of it, or it can't be used. */
  async at(pass: Pass): Promise<KnownPage | undefined> {
    if (pass.mode !== 'full' || this.#isOff) return undefined;
    if (pass.pages >= this.#readTo) await this.#readOn(pass.pages);
    const known = this.#pages.get(pass.pages);
    return known?.cursor === cursorMark(pass) ? known : undefined;
  }

  /** What was read ahead is not true any more: for the rest of this run every page is read. */
  turnOff(): void {
    this.#isOff = true;
  }

  async #readOn(from: number): Promise<void> {
    this.#readTo = from + readAtOnce;
    const pages = await withTenant(this.#tenant, (tx) =>
      listKnownPages(tx, { stream: this.#stream, reader: this.reader, from, to: this.#readTo }),
    );
    this.#pages = new Map(pages.map((page) => [page.number, page]));
  }
}

export const cursorMark = (pass: Pass): string => markOf(JSON.stringify(pass.cursor));
