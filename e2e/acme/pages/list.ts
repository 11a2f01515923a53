import type { Row, ShelfPage } from '../records/shelf.ts';
import { type Html, html } from './html.ts';
import { icons } from './icons.ts';
import { count } from './layout.ts';

export const PAGE_SIZE = 50;

/** What the address asks of a list. */
export interface Asked {
  search: string;
  page: number;
}

export function readAsked(params: URLSearchParams): Asked {
  const page = Number(params.get('page') ?? 1);
  return { search: (params.get('q') ?? '').trim().slice(0, 200), page: Number.isSafeInteger(page) ? page : 1 };
}

export function searchForm(path: string, label: string, { search }: Asked): Html {
  return html`<form class="search" role="search" method="get" action="${path}">
    ${icons.search}
    <input type="search" name="q" value="${search}" placeholder="${label}" aria-label="${label}" autocomplete="off">
  </form>`;
}

export function pager<R extends Row>(
  path: string,
  { search }: Asked,
  { page, pages, found, rows }: ShelfPage<R>,
): Html {
  const address = (to: number) =>
    `${path}?${new URLSearchParams(search === '' ? { page: `${to}` } : { q: search, page: `${to}` })}`;
  const step = (to: number, words: string, icon: Html) =>
    to < 1 || to > pages
      ? html`<span class="step" aria-hidden="true">${icon}</span>`
      : html`<a class="step" href="${address(to)}" aria-label="${words}">${icon}</a>`;
  const first = (page - 1) * PAGE_SIZE + 1;
  return html`<nav class="pager" aria-label="Pages">
    <p>${count(first)}–${count(first + rows.length - 1)} of ${count(found)}</p>
    ${step(page - 1, 'Page before', icons.back)}${step(page + 1, 'Next page', icons.on)}
  </nav>`;
}

export function nothingFound(path: string, what: string, { search }: Asked): Html {
  return html`<div class="sheet none"><p>No ${what} matches <strong>${search}</strong>.</p><a href="${path}">Show all</a></div>`;
}

/** The apps that rows came from: "Tidewater", "Tidewater and Harbour". */
export function appNames(syncIds: ReadonlySet<string>, nameOf: (syncId: string) => string | undefined): string {
  const names = new Set([...syncIds].map(nameOf).filter((name) => name !== undefined));
  return new Intl.ListFormat('en').format([...names].sort());
}
