import { Fragment, type ReactNode } from 'react';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import type { Block, Inline } from '#server/catalog-pages/markdown.ts';
import { CodeSample } from './code-sample.tsx';

const headings = { 3: 'text-14 font-semibold pt-2', 4: 'text-13 font-semibold pt-1' };

/** A text in Markdown, below a heading of level 2. */
export function MarkdownBlocks({ blocks }: { blocks: Block[] }) {
  return inOrder(blocks).map(([key, block]) => <OneBlock key={key} block={block} />);
}

function OneBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading': {
      const level = block.level <= 2 ? 3 : 4;
      const Heading = `h${level}` as const;
      return (
        <Heading className={headings[level]}>
          <Inlines content={block.content} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p className="max-w-[72ch] wrap-anywhere">
          <Inlines content={block.content} />
        </p>
      );
    case 'code':
      return <CodeSample code={block.text} what="Code" />;
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List className={`flex max-w-[72ch] flex-col gap-1.5 pl-5 ${block.ordered ? 'list-decimal' : 'list-disc'}`}>
          {inOrder(block.items).map(([key, item]) => (
            <li key={key} className="marker:text-faint">
              <div className="flex flex-col gap-2">
                <MarkdownBlocks blocks={item} />
              </div>
            </li>
          ))}
        </List>
      );
    }
    case 'table':
      return <Table head={block.head} rows={block.rows} />;
  }
}

function Table({ head, rows }: { head: Inline[][]; rows: Inline[][][] }) {
  const cell = 'border-b border-line py-1.5 pr-4 text-left align-top';
  return (
    <ScrollRegion label="Table">
      <table className="w-full border-collapse">
        <thead>
          <tr>
            {inOrder(head).map(([key, content]) => (
              <th key={key} scope="col" className={`${cell} text-12 font-medium text-faint`}>
                <Inlines content={content} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inOrder(rows).map(([key, row]) => (
            <tr key={key}>
              {inOrder(row).map(([place, content]) => (
                <td key={place} className={cell}>
                  <Inlines content={content} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Inlines({ content }: { content: Inline[] }): ReactNode {
  return inOrder(content).map(([key, inline]) => <Fragment key={key}>{inlineOf(inline)}</Fragment>);
}

function inlineOf(inline: Inline): ReactNode {
  if (typeof inline === 'string') return inline;
  switch (inline.kind) {
    case 'code':
      return <code className="font-mono text-12 wrap-anywhere">{inline.text}</code>;
    case 'strong':
      return (
        <strong>
          <Inlines content={inline.content} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Inlines content={inline.content} />
        </em>
      );
    case 'link':
      return (
        <a href={inline.href} rel="noreferrer" className="text-accent-ink underline wrap-anywhere">
          <Inlines content={inline.content} />
        </a>
      );
  }
}

/** Parts of a text never move: their place is their name. */
const inOrder = <T,>(parts: T[]): [number, T][] => [...parts.entries()];
