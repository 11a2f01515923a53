/**
 * How a list goes on from one page to the next. Paths lead through a JSON answer by dots (`paging.next.after`); a part that
 * holds a dot itself stands in brackets: `['@odata.nextLink']`.
 */
export type Pager =
  | { kind: 'none' }
  /** Pages by number. Ends at a page with fewer rows than its size, at `pages` (path of their number), or where `more` is false. */
  | { kind: 'page'; parameter: string; first?: number; size?: PageSize; pages?: string; more?: string }
  /** A number of rows to skip. Ends as above, or at `total` (path of the number of rows). */
  | { kind: 'offset'; parameter: string; first?: number; size: PageSize; total?: string; more?: string }
  /** A mark in the answer that the next request carries: cursor, page token. Ends where it is missing, null or empty, or `more` is false. */
  | { kind: 'cursor'; parameter: string; size?: PageSize; from: string; more?: string }
  /** The same, in a header of the answer. */
  | { kind: 'cursor-header'; parameter: string; size?: PageSize; header: string }
  /** The address of the next page: in the `Link` header (RFC 8288, `rel="next"`), or in the body (OData's `@odata.nextLink`, Salesforce's `nextRecordsUrl`). */
  | { kind: 'link'; from?: string; size?: PageSize }
  /** The last row's own key or time: `starting_after`. Ends where `more` is false, or at a page with fewer rows than its size. */
  | { kind: 'keyset'; parameter: string; field: string; size?: PageSize; more?: string }
  /** A GraphQL connection (Relay): `variable` takes `pageInfo.endCursor` of the connection at the path `connection`. */
  | { kind: 'graphql'; variable: string; connection: string };

export interface PageSize {
  parameter: string;
  value: number;
}
