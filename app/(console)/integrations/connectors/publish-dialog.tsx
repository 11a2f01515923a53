'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { toldError } from '../../data/told-error.ts';
import { useTRPC } from '../../data/trpc.ts';

interface PublishDialogProps {
  slug: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Saves what was not saved yet; throws where that was refused. */
  beforePublish: () => Promise<void>;
}

export function PublishDialog({ slug, open, onOpenChange, beforePublish }: PublishDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const publish = useMutation(
    trpc.connectors.publish.mutationOptions({
      onSuccess: async () => {
        setNote('');
        onOpenChange(false);
        await queries.invalidateQueries(trpc.connectors.pathFilter());
      },
    }),
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await beforePublish();
      await publish.mutateAsync({ slug, note });
    } catch {
      // Told by the mutation that was refused: this one below, saving above the tabs.
    } finally {
      setBusy(false);
    }
  };
  const told = publish.error && toldError(publish.error);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Publish this draft"
      description="It becomes a new version. Integrations, connections and calls use it from the next call on; earlier versions can be brought back."
    >
      <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
        <Field label="What has changed" optional>
          {(ids) => (
            <Input
              {...ids}
              maxLength={500}
              placeholder="Orders are read page by page"
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          )}
        </Field>
        {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button look="primary" type="submit" busy={busy}>
            Publish the version
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
