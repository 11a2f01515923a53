'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { useTRPC } from '../data/trpc.ts';
import { useCallForm } from '../data/use-call-form.ts';
import type { Choice } from './failure-words.ts';

interface IgnoreDialogProps {
  choice: Choice;
  failures: number;
  onClose: () => void;
}

/** Puts failures aside, with the reason that the next reader will want to know. */
export function IgnoreDialog({ choice, failures, onClose }: IgnoreDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const form = useCallForm<{ reason: string }>({ reason: '' });
  const ignore = useMutation(
    trpc.failures.ignore.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queries.invalidateQueries(trpc.failures.pathFilter()),
          queries.invalidateQueries(trpc.syncs.pathFilter()),
        ]);
        onClose();
      },
      onError: form.refuse,
    }),
  );
  return (
    <Dialog open onOpenChange={onClose} title={`Ignore ${countWords(failures, 'record')}?`}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={form.handleSubmit(({ reason }) => ignore.mutate({ ...choice, reason }))}
      >
        <ul className="flex list-disc flex-col gap-1 pl-4 text-muted">
          <li>
            {failures === 1 ? 'It leaves the inbox, and stays' : 'They leave the inbox, and stay'} unknown to your
            product.
          </li>
          <li>A later run that can store {failures === 1 ? 'it' : 'one of them'} does so.</li>
          <li>New records that fail the same way are shown. You can take this back under “Ignored”.</li>
        </ul>
        <Field
          label="Reason"
          help="For whoever asks later why these records are missing."
          error={form.errorOf('reason')}
        >
          {(ids) => (
            <Input
              {...ids}
              {...form.register('reason', { required: 'Say why, in a few words.' })}
              maxLength={500}
              autoComplete="off"
            />
          )}
        </Field>
        {form.refusal && <Callout tone="failed" title={form.refusal.message} text={form.refusal.remedy} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep {failures === 1 ? 'it' : 'them'} here</Button>
          <Button look="primary" type="submit" busy={ignore.isPending}>
            Ignore {countWords(failures, 'record')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
