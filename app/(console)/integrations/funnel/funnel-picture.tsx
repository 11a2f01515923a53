import { numberWords } from '#app/ui/number-words.ts';
import { type FunnelRow, percent, stages } from './stages.ts';

/** How far customers came, as a table that is a picture: each bar is a share of those who looked. */
export function FunnelPicture({ row, label }: { row: FunnelRow; label: string }) {
  return (
    <table className="w-full" aria-label={label}>
      <thead className="sr-only">
        <tr>
          <th scope="col">Stage</th>
          <th scope="col">Customers</th>
          <th scope="col">Of the stage before</th>
        </tr>
      </thead>
      <tbody>
        {stages.map(({ key, name }, at) => {
          const count = row[key];
          const before = stages[at - 1];
          return (
            <tr key={key} className="max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto_auto]">
              <th
                scope="row"
                className="py-1 pr-4 text-left font-regular whitespace-nowrap text-muted max-sm:col-span-3 max-sm:pb-0"
              >
                {name}
              </th>
              <td className="w-full py-1">
                <span className="flex items-center gap-2">
                  <span
                    aria-hidden="true"
                    className="h-5 min-w-px rounded-[3px] bg-data"
                    style={{ width: `calc((100% - 4rem) * ${row.viewed === 0 ? 0 : count / row.viewed})` }}
                  />
                  <span className="font-medium tabular-nums">{numberWords(count)}</span>
                </span>
              </td>
              <td className="py-1 pl-3 text-right text-12 whitespace-nowrap text-faint tabular-nums">
                {before && percent(count, row[before.key])}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Five small bars in a list. */
export function FunnelBars({ row }: { row: FunnelRow | undefined }) {
  if (!row || row.viewed === 0) return <span className="text-faint">Nobody yet</span>;
  const words = `${numberWords(row.viewed)} looked, ${numberWords(row.succeeded)} working`;
  return (
    <span className="inline-flex items-center gap-2" title={words}>
      <span aria-hidden="true" className="inline-flex h-4 items-end gap-px">
        {stages.map(({ key }) => (
          <span
            key={key}
            className={`w-1.5 rounded-t-[1px] ${row[key] > 0 ? 'bg-data' : 'bg-line-strong'}`}
            style={{ height: `${Math.max(8, (row[key] / row.viewed) * 100)}%` }}
          />
        ))}
      </span>
      <span className="text-12">{words}</span>
    </span>
  );
}
