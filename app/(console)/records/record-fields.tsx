import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import { fieldChanges } from './field-changes.ts';

type Data = Record<string, unknown> | null;

interface RecordFieldsProps {
  record: { data: Data; before: { data: Data } | null };
  /** The heads of the two columns. */
  words?: { before: string; now: string };
}

const times = { before: 'Before', now: 'Now' };

const cell = 'border-b border-line px-3 py-1.5 align-top group-last:border-0';
const headCell = 'border-b border-line px-3 py-1.5 text-left text-12 font-medium text-faint';

/** The fields of a record: old → new where it has changed, marked by a word as well as by colour. */
export function RecordFields({ record, words = times }: RecordFieldsProps) {
  const { before } = record;
  const rows = fieldChanges(before?.data ?? null, record.data);
  if (rows.length === 0) return <p className="px-3 py-2 text-muted">No field of it is kept.</p>;
  return (
    <ScrollRegion label="Fields" className="max-h-[32rem]">
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className={headCell}>
              Field
            </th>
            {before && (
              <th scope="col" className={headCell}>
                {words.before}
              </th>
            )}
            <th scope="col" className={headCell}>
              {words.now}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const marked = before !== null && row.changed;
            return (
              <tr key={row.field} className="group">
                <th scope="row" className={`${cell} text-left font-regular whitespace-nowrap`}>
                  <code className="font-mono text-12 text-muted">{row.field}</code>
                  {marked && <span className="sr-only"> changed</span>}
                </th>
                {before && (
                  <td
                    className={`${cell} min-w-32 wrap-anywhere ${marked ? 'text-muted line-through decoration-failed' : 'text-faint'}`}
                  >
                    {row.before ?? ''}
                  </td>
                )}
                <td className={`${cell} min-w-32 wrap-anywhere ${marked ? 'bg-good-tint font-medium' : ''}`}>
                  {row.now ?? (marked ? <span className="font-regular text-faint">gone</span> : '')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
