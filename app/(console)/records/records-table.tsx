'use client';

import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { NothingFound } from '#app/ui/nothing-found.tsx';
import { Loaded } from '../data/loaded.tsx';
import { recordColumns } from './record-columns.tsx';
import type { BrowsedRecord, useRecords } from './use-records.ts';

interface RecordsTableProps {
  records: ReturnType<typeof useRecords>;
  /** The fields that stand in it. */
  fields: string[];
  filtered: boolean;
  onClear: () => void;
  peeked: string;
  onPeek: (record: BrowsedRecord) => void;
}

export function RecordsTable({ records, fields, filtered, onClear, peeked, onPeek }: RecordsTableProps) {
  const { query, rows, foot } = records;
  return (
    <Loaded query={query} what="records" rows={12}>
      {() => {
        // A search looks at so many records at a time and may find nothing in the first ones.
        if (rows.length === 0 && foot.more) {
          return (
            <div className="flex flex-col items-start gap-3 px-4 py-8 md:px-6">
              <p className="text-muted">Nothing in the records searched so far.</p>
              <Button busy={foot.busy} onClick={foot.onMore}>
                Search on
              </Button>
            </div>
          );
        }
        if (rows.length === 0 && filtered) return <NothingFound what="record" onClear={onClear} />;
        if (rows.length === 0)
          return <p className="px-4 py-8 text-muted md:px-6">The first sync has not brought a record yet.</p>;
        return (
          <DataTable
            label="Records"
            fill
            columns={recordColumns(fields)}
            rows={rows}
            keyOf={(record) => record.id}
            onPeek={onPeek}
            peeked={peeked || undefined}
            footer={<LoadMore {...foot} />}
          />
        );
      }}
    </Loaded>
  );
}
