'use client';

import { CopyId } from '#app/ui/copy-id.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { Section } from '#app/ui/section.tsx';
import type { Outputs } from '../../data/trpc.ts';

type Failure = Outputs['runs']['get']['failures'][number];

const columns: Column<Failure>[] = [
  { head: 'Record', cell: (failure) => <CopyId id={failure.externalId} what="record key" /> },
  {
    head: 'Field',
    cell: (failure) =>
      failure.field ? <code className="font-mono text-12">{failure.field}</code> : 'The whole record',
  },
  { head: 'What happened', cell: (failure) => <span className="text-ink">{failure.message}</span> },
  { head: 'What to do', cell: (failure) => failure.remedy },
];

/** The records that could not be stored, each with its reason; the others went on. */
export function RunFailures({ failures, failed }: { failures: Failure[]; failed: number }) {
  const note =
    failures.length < failed
      ? `The first ${failures.length} of ${countWords(failed, 'record')}`
      : 'The other records went on';
  return (
    <Section title="Records that failed" note={note}>
      <DataTable
        label="Records that failed"
        columns={columns}
        rows={failures}
        keyOf={(failure) => failure.externalId}
      />
    </Section>
  );
}
