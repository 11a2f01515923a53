'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { TextArea } from '#app/ui/input.tsx';
import { toldError } from '../../../data/told-error.ts';
import { useTRPC } from '../../../data/trpc.ts';
import { parseJson } from '../../../integrations/connectors/json-nodes.ts';
import { PreviewedRow } from './previewed-row.tsx';
import type { MappingDraft } from './use-mapping.ts';

const shown = 10;

/** What the mapping makes of rows of this very customer, beside what the one that is used makes of them. */
export function PreviewTab({ draft }: { draft: MappingDraft }) {
  const trpc = useTRPC();
  const preview = useMutation(trpc.mappings.preview.mutationOptions());
  const [own, setOwn] = useState('');
  const parsed = own.trim() === '' ? null : parseJson(own);
  const told = preview.error && toldError(preview.error);
  const errors = draft.problems.some(({ severity }) => severity === 'error');
  const rows = preview.data?.rows ?? [];
  const failed = rows.filter(({ outcome }) => outcome === 'failed').length;
  const left = rows.filter(({ outcome }) => outcome === 'excluded').length;
  const run = () =>
    draft.document &&
    preview.mutate({
      ...{ id: draft.syncId, document: draft.document, limit: shown },
      ...(draft.target !== undefined && { target: draft.target }),
      ...(parsed && !parsed.mistake && { rows: [parsed.value].flat() }),
    });
  return (
    <div className="flex flex-col gap-4">
      <div className="flex max-w-2xl flex-col gap-3">
        <details>
          <summary className="cursor-pointer text-muted">
            Try it on rows of your own instead of the newest stored ones
          </summary>
          <div className="pt-2">
            <Field label="A row as the app sends it, or a list of rows" error={parsed?.mistake?.message}>
              {(ids) => (
                <TextArea
                  {...ids}
                  rows={6}
                  spellCheck={false}
                  className="font-mono text-12"
                  value={own}
                  onChange={(event) => setOwn(event.currentTarget.value)}
                />
              )}
            </Field>
          </div>
        </details>
        <div className="flex flex-wrap items-center gap-3">
          <Button
            look="primary"
            busy={preview.isPending}
            disabled={!draft.document || errors || Boolean(parsed?.mistake)}
            onClick={run}
          >
            Try it
          </Button>
          <p role="status" className="text-12 text-muted">
            {errors
              ? 'Mend what is wrong under Fields first.'
              : rows.length > 0
                ? `${rows.length - failed - left} mapped, ${left} left out by the filter, ${failed} failed.`
                : 'Nothing is written.'}
          </p>
        </div>
        {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      </div>
      {rows.length > 0 && (
        <ul aria-label="Rows" className="grid grid-cols-1 gap-4 xl:grid-cols-2">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have one key, or none
            <PreviewedRow key={index} row={row} />
          ))}
        </ul>
      )}
    </div>
  );
}
