'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import { toldError } from '../../../data/told-error.ts';
import { useTRPC } from '../../../data/trpc.ts';
import type { Sync } from '../../sync-status.tsx';
import { MappingChanges } from './mapping-changes.tsx';
import type { CheckedMapping } from './mapping-document.ts';
import type { MappingDraft } from './use-mapping.ts';

interface SaveMappingProps {
  sync: Sync;
  draft: MappingDraft;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved: (version: number) => void;
}

/** How stored records get their new shape, said before it happens. */
function consequences(
  { customer, label, records, integration, status }: Sync,
  remap: CheckedMapping['remap'],
): string[] {
  const app = integration.name;
  const all = `${countWords(records, 'record')} of ${customer.name}`;
  const later = status === 'paused' ? 'The sync is paused: this begins when it is resumed.' : 'This begins at once.';
  const told = 'Your product is told only of records that come out different.';
  if (remap === 'raw')
    return [`${all} are mapped anew from the rows that are kept beside them; ${app} is not asked.`, later, told];
  if (remap === 'full_pass')
    return [
      `All ${label} are read from ${app} once more, with as many requests as the first time, because what is stored here is not enough for it.`,
      `${all} stay as they are until then.`,
      later,
      told,
    ];
  return records === 0 ? ['The first run uses it.'] : ['What is stored stays as it is.'];
}

/** The changes in sentences and what they set going, before a version is made. */
export function SaveMapping({ sync, draft, open, onOpenChange, onSaved }: SaveMappingProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { checked, document, target } = draft;
  const save = useMutation(
    trpc.mappings.save.mutationOptions({
      onSuccess: async ({ version }) => {
        draft.noteSaved();
        await Promise.all(
          [trpc.mappings, trpc.syncs, trpc.runs].map((part) => queries.invalidateQueries(part.pathFilter())),
        );
        onOpenChange(false);
        onSaved(version);
      },
    }),
  );
  const told = save.error && toldError(save.error);
  const warnings = checked?.problems.filter(({ severity }) => severity === 'warning').length ?? 0;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={`Use this mapping for ${sync.customer.name}?`}>
      <div className="flex flex-col gap-4">
        {checked && checked.changes.length > 0 ? (
          <ScrollRegion label="What changes" className="max-h-72 rounded-control border border-line px-3 py-2.5">
            <MappingChanges changes={checked.changes} />
          </ScrollRegion>
        ) : (
          <p className="text-muted">Only the model changes; every field stays as it is.</p>
        )}
        <ul className="flex list-disc flex-col gap-1 pl-4 text-muted">
          {consequences(sync, checked?.remap ?? null).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {warnings > 0 && <li>{countWords(warnings, 'warning')} stay: have a look at them when you can.</li>}
        </ul>
        {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Not yet</Button>
          <Button
            look="primary"
            busy={save.isPending}
            disabled={!document || target === undefined || draft.isChecking}
            onClick={() => document && target !== undefined && save.mutate({ id: draft.syncId, document, target })}
          >
            Use this mapping
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
