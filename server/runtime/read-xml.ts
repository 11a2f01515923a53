import { XMLParser } from 'fast-xml-parser';

/** Why a body is not usable as XML; the words complete "the answer …". */
export class UnreadableXml extends Error {}

const maxNestedTags = 100;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  // SOAP's prefixes are each sender's own choice.
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  // No entity that the document declares is ever expanded; XML's own five and characters by number are read below.
  processEntities: false,
  tagValueProcessor: (_name, value) => unescaped(value),
  attributeValueProcessor: (_name, value) => unescaped(value),
  maxNestedTags,
});

/**
 * Reads XML into an object of elements, all texts as text: `<a b="1"><c>x</c><c>y</c></a>` is `{ a: { '@b': '1', c: ['x', 'y'] } }`.
 * An element that comes once is no list. Throws `UnreadableXml` for what is no XML, and for anything with a DOCTYPE.
 */
export function readXml(text: string): Record<string, unknown> {
  if (/<!DOCTYPE/i.test(text)) throw new UnreadableXml('declares a document type, which is not read');
  if (!/^\s*</.test(text.replace(/^\uFEFF/, ''))) throw new UnreadableXml('is not XML');
  try {
    // Validated, or half a document would pass for a whole one.
    const { '?xml': _, ...document } = parser.parse(text, true);
    return document;
  } catch (cause) {
    const isDeep = cause instanceof Error && /nested/i.test(cause.message);
    const what = isDeep ? `is nested more than ${maxNestedTags} levels deep` : 'is not well-formed XML';
    throw Object.assign(new UnreadableXml(what), { cause });
  }
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (match, hex, decimal, name) => {
    if (typeof name === 'string') return named[name.toLowerCase()] ?? match;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : match;
  });
}
