import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { type KnownPage, listKnownPages, listKnownRows, type RememberedRows } from '#server/records/page-memory.ts';
import { markOf } from './page-watch.ts';
import type { Pass } from './pass.ts';
import type { SyncRow } from './sync.table.ts';

const readAtOnce = 256;
const rowsOfPagesAtOnce = 16;
/** Where it is wrong this often in one run, others write all the time. */
const mostDistrusted = 100;

/** The pages of a stream's last full pass, read ahead of the one that reads it again. */
export class PageMemory {
  readonly reader: string;
  readonly #tenant: Tenant;
  readonly #stream: number;
  #pages = new Map<number, KnownPage>();
  #readTo = 0;
  #rows = new Map<number, RememberedRows>();
  #rowsTo = 0;
  #areRowsOff: boolean;
  #isOff = false;
  readonly #distrusted = new Set<number>();

  /** Rows are looked at only where what they say is all that counts: a page that is older than a write of the vendor's own says less. */
  constructor(tenant: Tenant, { stream, written_at }: Pick<SyncRow, 'stream' | 'written_at'>, reader: string) {
    this.#tenant = tenant;
    this.#stream = stream;
    this.reader = reader;
    this.#areRowsOff = written_at !== null;
  }

  /** What the page that a pass is at was the last time; undefined where nothing is known of it, or it can't be used. */
  async at(pass: Pass): Promise<KnownPage | undefined> {
    if (!this.#trusts(pass)) return undefined;
    if (pass.pages >= this.#readTo) await this.#readOn(pass.pages);
    const known = this.#pages.get(pass.pages);
    return known?.cursor === cursorMark(pass) ? known : undefined;
  }

  /** Whether the rows of a page are told apart at all. */
  looksAtRows(pass: Pass): boolean {
    return this.#trusts(pass) && !this.#areRowsOff;
  }

  #trusts(pass: Pass): boolean {
    return pass.mode === 'full' && !this.#isOff && !this.#distrusted.has(pass.pages);
  }

  /** The rows that the page had the last time. Asked for while pages are others than they were, as most are that follow such a one. */
  async rowsAt(pass: Pass): Promise<RememberedRows | undefined> {
    if (!this.looksAtRows(pass)) return undefined;
    if (pass.pages >= this.#rowsTo) {
      this.#rowsTo = pass.pages + rowsOfPagesAtOnce;
      const ahead = { stream: this.#stream, reader: this.reader, from: pass.pages, to: this.#rowsTo };
      const pages = await withTenant(this.#tenant, (tx) => listKnownRows(tx, ahead));
      this.#rows = new Map(pages.map((page) => [page.number, page]));
    }
    return this.#rows.get(pass.pages);
  }

  /** What the connector makes of rows can't be told by their texts. */
  ignoreRows(): void {
    this.#areRowsOff = true;
  }

  /** What was read ahead is not true any more: this page is read whole, and the others are looked up anew. */
  distrust(pass: Pass): void {
    this.#distrusted.add(pass.pages);
    this.#isOff = this.#distrusted.size > mostDistrusted;
    this.#readTo = 0;
    this.#rowsTo = 0;
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
