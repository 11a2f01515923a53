'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { classNames } from '#app/ui/class-names.ts';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { toldError } from '../../data/told-error.ts';
import { useTRPC } from '../../data/trpc.ts';
import { ImportReport } from './import-report.tsx';

interface ImportDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const largest = 20 * 1024 * 1024;

/** An API description becomes a draft, with a report of what was understood. */
export function ImportDialog({ open, onOpenChange }: ImportDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const [url, setUrl] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState('');
  const run = useMutation(
    trpc.connectors.import.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.connectors.list.pathFilter()),
    }),
  );
  const close = (next: boolean) => {
    if (!next) {
      run.reset();
      setUrl('');
      setFile(null);
      setMissing('');
    }
    onOpenChange(next);
  };
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setMissing(chosen.size > largest ? `${chosen.name} is larger than 20 MB.` : '');
    setFile(chosen.size > largest ? null : chosen);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing('');
    if (file) return run.mutate({ text: await file.text() });
    if (URL.canParse(url.trim())) return run.mutate({ url: url.trim() });
    setMissing('Choose a file, or write the address of the description.');
  };
  const told = run.error && toldError(run.error);
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={run.data ? `${run.data.report.title} was imported` : 'Import an API description'}
      description={
        run.data ? undefined : 'OpenAPI 3.0 and 3.1, Swagger 2 or Google Discovery, as JSON or YAML, up to 20 MB.'
      }
    >
      {run.data ? (
        <div className="flex flex-col gap-4">
          <ImportReport report={run.data.report} />
          <div className="flex justify-end">
            <Button look="primary" onClick={() => router.push(`/integrations/connectors/${run.data.slug}`)}>
              Open the draft
            </Button>
          </div>
        </div>
      ) : (
        <form noValidate className="flex flex-col gap-4" onSubmit={submit}>
          <DropZone file={file} onChoose={choose} />
          <Field label="Or its address" error={missing || undefined}>
            {(ids) => (
              <Input
                {...ids}
                type="url"
                className="font-mono"
                placeholder="https://acme.example/openapi.json"
                value={url}
                onChange={(event) => {
                  setUrl(event.currentTarget.value);
                  setFile(null);
                }}
              />
            )}
          </Field>
          {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
          <div className="flex justify-end gap-2">
            <Button onClick={() => close(false)}>Cancel</Button>
            <Button look="primary" type="submit" busy={run.isPending}>
              {run.isPending ? 'Reading it…' : 'Import it'}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function DropZone({ file, onChoose }: { file: File | null; onChoose: (file: File | undefined) => void }) {
  const [over, setOver] = useState(false);
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onChoose(event.dataTransfer.files[0]);
      }}
      className={classNames(
        'flex cursor-pointer flex-col items-center gap-1 rounded-control border border-dashed border-control px-4 py-6 text-center focus-within:outline-2 focus-within:outline-accent-ink hover:bg-hover',
        over && 'bg-hover',
      )}
    >
      <span className="font-medium">{file ? file.name : 'Drop a file here, or choose one'}</span>
      <span className="text-12 text-faint">
        {file ? `${Math.max(1, Math.round(file.size / 1024)).toLocaleString('en')} KB` : 'openapi.json, swagger.yaml'}
      </span>
      <input
        type="file"
        aria-label="Description file"
        accept=".json,.yaml,.yml,application/json,application/yaml"
        className="sr-only"
        onChange={(event) => onChoose(event.currentTarget.files?.[0])}
      />
    </label>
  );
}
