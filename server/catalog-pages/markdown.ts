/**
 * What a connector's README is written in. Text stays text and markup is data: whatever a file holds, no HTML of it
 * reaches a page, and a link leads to http(s) or nowhere. Not a package: those make HTML, which would need a sanitizer
 * and `dangerouslySetInnerHTML` after it, and all that READMEs use are these five kinds of block.
 */
export type Inline =
  | string
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'emphasis'; content: Inline[] }
  | { kind: 'link'; href: string; content: Inline[] };

export type Block =
  | { kind: 'heading'; level: number; content: Inline[] }
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Block[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'code'; text: string };

/** Addresses of `[name]: https://…`, by name in small letters. */
export type References = ReadonlyMap<string, string>;
