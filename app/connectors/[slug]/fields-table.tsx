import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import type { FieldTable } from '#server/catalog-pages/field-rows.ts';

// Said once for the table and not for each of its cells: a large app has thousands of them.
const look = [
  'w-full border-collapse [&_:is(td,th)]:border-b [&_:is(td,th)]:py-1 [&_:is(td,th)]:pr-4 [&_:is(td,th)]:text-left [&_:is(td,th)]:align-top',
  '[&_th]:text-12 [&_th]:font-medium [&_th]:text-faint [&_td]:text-muted',
  '[&_td:first-child]:font-mono [&_td:first-child]:text-12 [&_td:first-child]:text-ink [&_td:nth-child(2)]:min-w-32 [&_td:last-child]:w-1/2',
].join(' ');

interface FieldsTableProps {
  table: FieldTable;
  label: string;
  /** What is said instead of an empty table. */
  empty: string;
  /** What a required field is: needed in an input, always there in an answer. */
  required: 'needed' | 'always there';
}

export function FieldsTable({ table, label, empty, required: word }: FieldsTableProps) {
  if (table.rows.length === 0) return <p className="text-muted">{empty}</p>;
  return (
    <>
      <ScrollRegion label={label}>
        <table className={look}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">What it holds</th>
              <th scope="col">
                <span className="sr-only">About it</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ name, type, required, about }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>{required ? `${type} · ${word}` : type}</td>
                <td>{about}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {table.more > 0 && <p className="text-12 text-faint">And {table.more} more.</p>}
    </>
  );
}
