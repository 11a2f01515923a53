import type { Block, Inline, References } from './markdown.ts';
import { readInlines } from './read-inlines.ts';

const heading = /^(#{1,6})\s+(.*?)\s*#*$/;
const fence = /^(`{3,}|~{3,})\s*[\w-]*\s*$/;
const item = /^( {0,3}(?:([-*+])|(\d{1,9})[.)])\s+)(\S.*)$/;
const divider = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const definition = /^ {0,3}\[([^\]]+)\]:\s+(\S+)\s*$/;

/**
 * Reads the Markdown that connectors' READMEs are written in: headings, paragraphs, lists (with anything in them), tables,
 * code, and links also by name. Anything else, HTML first of all, is shown as the text that it is.
 */
export function readMarkdown(source: string): Block[] {
  const references = new Map<string, string>();
  const lines = source.split(/\r?\n/).filter((line) => {
    const [, name, href] = definition.exec(line) ?? [];
    if (name === undefined || href === undefined) return true;
    references.set(name.toLowerCase(), href);
    return false;
  });
  return readBlocks(lines, references);
}

interface Read {
  block: Block;
  /** How many lines it takes. */
  lines: number;
}

function readBlocks(lines: string[], references: References): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const rest = lines.slice(at);
    const { block, lines: taken } =
      readHeading(line, references) ??
      readCode(rest) ??
      readTable(rest, references) ??
      readList(rest, references) ??
      readParagraph(rest, references);
    blocks.push(block);
    at += taken;
  }
  return blocks;
}

function readHeading(line: string, references: References): Read | undefined {
  const [, marks, text = ''] = heading.exec(line) ?? [];
  if (marks === undefined) return undefined;
  return { block: { kind: 'heading', level: marks.length, content: readInlines(text, references) }, lines: 1 };
}

function readCode(lines: string[]): Read | undefined {
  const [, mark] = fence.exec(lines[0] ?? '') ?? [];
  if (mark === undefined) return undefined;
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === mark);
  const last = end === -1 ? lines.length : end;
  return { block: { kind: 'code', text: lines.slice(1, last).join('\n') }, lines: last + 1 };
}

function readTable(lines: string[], references: References): Read | undefined {
  const [head = '', second = ''] = lines;
  if (!head.includes('|') || !second.includes('|') || !divider.test(second)) return undefined;
  const end = lines.findIndex((line) => !line.includes('|'));
  const rows = lines.slice(0, end === -1 ? undefined : end);
  const [first = [], , ...others] = rows.map((row) => cellsOf(row, references));
  return { block: { kind: 'table', head: first, rows: others }, lines: rows.length };
}

const cellsOf = (row: string, references: References): Inline[][] =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => readInlines(cell.trim(), references));

function readList(lines: string[], references: References): Read | undefined {
  const ordered = numberOf(lines[0]) !== undefined;
  const items: Block[][] = [];
  let at = 0;
  for (;;) {
    const [, lead, , , text] = item.exec(lines[at] ?? '') ?? [];
    if (lead === undefined || text === undefined || (numberOf(lines[at]) !== undefined) !== ordered) break;
    const inner = [text];
    const indent = ' '.repeat(lead.length);
    for (at += 1; at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      if (line.startsWith(indent)) inner.push(line.slice(indent.length));
      else if (line.trim() === '') inner.push('');
      // A line that is not pushed in goes on with the sentence, unless something new begins.
      else if (inner.at(-1) !== '' && !beginsBlock(line)) inner.push(line.trim());
      else break;
    }
    items.push(readBlocks(inner, references));
  }
  return items.length === 0 ? undefined : { block: { kind: 'list', ordered, items }, lines: at };
}

const numberOf = (line = ''): string | undefined => item.exec(line)?.[3];

const beginsBlock = (line: string): boolean => heading.test(line) || fence.test(line) || item.test(line);

function readParagraph(lines: string[], references: References): Read {
  const end = lines.findIndex((line, index) => index > 0 && (line.trim() === '' || interrupts(line)));
  const own = lines.slice(0, end === -1 ? undefined : end);
  const text = own.map((line) => line.trim()).join(' ');
  return { block: { kind: 'paragraph', content: readInlines(text, references) }, lines: own.length };
}

/** A number in the middle of a sentence that happens to begin a line is no list. */
function interrupts(line: string): boolean {
  const number = numberOf(line);
  return number === undefined ? beginsBlock(line) : number === '1';
}
