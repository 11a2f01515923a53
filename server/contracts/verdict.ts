/** A request as it would travel to the app. */
export interface JudgedRequest {
  method: string;
  /** Below the description's base address, encoded as it travels: `/v1/customers/cus_1`. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

export type Refusal = 'path' | 'method' | 'auth' | 'content-type' | 'request';

/** Whether the app's own description knows such a request. */
export type Verdict =
  | { ok: true; operation: string }
  | { ok: false; refused: Refusal; operation: string | undefined; reasons: string[] };

/** The part of an address that lies below another; undefined where it lies elsewhere. */
export function pathBelow(url: URL, base: string): string | undefined {
  const root = new URL(base);
  const prefix = root.pathname.replace(/\/+$/, '');
  const isBelow = url.origin === root.origin && (url.pathname === prefix || url.pathname.startsWith(`${prefix}/`));
  return isBelow ? url.pathname.slice(prefix.length) || '/' : undefined;
}
