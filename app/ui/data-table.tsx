'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { ScrollRegion } from './scroll-region.tsx';

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  align?: 'right';
  /** Takes what room is left, and is cut off where there is none. */
  grow?: boolean;
}

interface DataTableProps<Row> {
  /** What the table holds, for people who don't see it. */
  label: string;
  /** The first column names the row: it is the link or the button of the row. */
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  /** Where Enter goes. */
  hrefOf?: (row: Row) => string;
  /** Shown beside the list by a click or the space key. */
  onPeek?: (row: Row) => void;
  peeked?: string | undefined;
  /** Fills the page and scrolls inside it, with its head always in sight. */
  fill?: boolean;
  footer?: ReactNode;
}

const interactive = 'a, button, input, summary';

const rowNameOf = (element: Element | null | undefined): string | undefined =>
  element instanceof HTMLElement ? element.dataset.rowName : undefined;

function moveFocus(event: KeyboardEvent<HTMLElement>, by: number): HTMLElement | undefined {
  const names = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-name]')];
  const at = names.findIndex((name) => name.dataset.rowName === rowNameOf(document.activeElement));
  const next = names[at + by];
  if (at === -1 || !next) return;
  event.preventDefault();
  next.focus();
  return next;
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, hrefOf, onPeek, peeked, fill = false, footer } = props;
  const router = useRouter();

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (by !== undefined) {
      const next = moveFocus(event, by);
      const row = rows.find((one) => keyOf(one) === rowNameOf(next));
      if (row && peeked !== undefined) onPeek?.(row);
      return;
    }
    const row = rows.find((one) => keyOf(one) === rowNameOf(document.activeElement));
    if (event.key === ' ' && row && onPeek) {
      event.preventDefault();
      onPeek(row);
    }
  };

  const onRowClick = (event: MouseEvent<HTMLElement>, row: Row) => {
    const onControl = event.target instanceof Element && event.target.closest(interactive);
    if (onControl || getSelection()?.toString()) return;
    if (onPeek) onPeek(row);
    else if (hrefOf) router.push(hrefOf(row));
  };

  const name = (row: Row, content: ReactNode) => {
    const className = 'block w-full scroll-my-10 truncate text-left font-medium text-ink';
    if (hrefOf) {
      return (
        <Link href={hrefOf(row)} data-row-name={keyOf(row)} className={className}>
          {content}
        </Link>
      );
    }
    if (!onPeek) return <span className={className}>{content}</span>;
    return (
      <button type="button" data-row-name={keyOf(row)} onClick={() => onPeek(row)} className={className}>
        {content}
      </button>
    );
  };

  const clickable = Boolean(onPeek ?? hrefOf);
  return (
    <ScrollRegion label={label} className={fill ? 'min-h-72 flex-1' : ''}>
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.head}
                scope="col"
                className={classNames(
                  'sticky top-0 z-10 h-8 border-b border-line bg-surface px-3 text-left text-12 font-medium whitespace-nowrap text-faint first:pl-4 last:pr-4',
                  fill && 'md:first:pl-6 md:last:pr-6',
                  column.align === 'right' && 'text-right',
                  column.grow && 'w-full',
                )}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              onClick={clickable ? (event) => onRowClick(event, row) : undefined}
              className={classNames(
                'group',
                clickable && 'cursor-pointer hover:bg-hover focus-within:bg-hover',
                peeked === keyOf(row) && 'bg-selected',
              )}
            >
              {columns.map((column, index) => (
                <td
                  key={column.head}
                  className={classNames(
                    'h-9 border-b border-line px-3 whitespace-nowrap text-muted first:pl-4 last:pr-4',
                    fill ? 'md:first:pl-6 md:last:pr-6' : 'group-last:border-0',
                    column.align === 'right' && 'text-right',
                    column.grow && 'w-full max-w-0 min-w-48 truncate',
                  )}
                >
                  {index === 0 ? name(row, column.cell(row)) : column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {footer}
    </ScrollRegion>
  );
}
