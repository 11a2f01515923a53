'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../data/loaded.tsx';
import { toldError } from '../data/told-error.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';
import { NumberRow } from './number-row.tsx';

type Retention = Outputs['retention']['get'];

const rows: { name: keyof Retention; label: string; help: string }[] = [
  {
    name: 'deletedRecords',
    label: 'That a record was deleted',
    help: 'A reader of the change feed that stays away for longer is not told of the deletion.',
  },
  { name: 'earlierVersions', label: 'Earlier versions of records', help: 'What a record was before its last change.' },
  { name: 'calls', label: 'Calls of runs', help: 'Also the input of failures that are closed.' },
  { name: 'runs', label: 'Runs and their steps', help: 'With them goes which page wrote a record.' },
  { name: 'failures', label: 'Failures', help: 'After they were closed; open ones stay.' },
  { name: 'deliveries', label: 'Webhook deliveries', help: 'Delivered, or given up; what waits stays.' },
  { name: 'activity', label: 'Activity of installations', help: 'What happened, in sentences.' },
];

export function RetentionSection() {
  const trpc = useTRPC();
  const retention = useQuery(trpc.retention.get.queryOptions({}, { refetchOnWindowFocus: false }));
  return (
    <Section title="How long things are kept" note="Records themselves stay for as long as their connection does.">
      <Loaded query={retention} what="what is kept" rows={7}>
        {(data) => <RetentionForm saved={data} />}
      </Loaded>
    </Section>
  );
}

function RetentionForm({ saved }: { saved: Retention }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Partial<Record<keyof Retention, string>>>({});
  const [asking, setAsking] = useState(false);
  const save = useMutation(
    trpc.retention.save.mutationOptions({
      onSuccess: (retention) => {
        queries.setQueryData(trpc.retention.get.queryKey({}), retention);
        setTyped({});
        setAsking(false);
      },
    }),
  );
  const changed = rows.filter(({ name }) => typed[name] !== undefined && typed[name] !== String(saved[name]));
  const changes = Object.fromEntries(changed.map(({ name }) => [name, Number(typed[name])]));
  const shorter = changed.filter(({ name }) => Number(typed[name]) < saved[name]);
  const told = save.error && toldError(save.error);
  const atField = (name: string) => (told?.field === name ? told.message : undefined);
  const isAnywhere = rows.some(({ name }) => told?.field === name);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (shorter.length > 0) setAsking(true);
        else save.mutate(changes);
      }}
    >
      {rows.map(({ name, label, help }) => (
        <NumberRow
          key={name}
          label={label}
          help={help}
          unit="days"
          value={typed[name] ?? String(saved[name])}
          error={atField(name)}
          onChange={(value) => setTyped((all) => ({ ...all, [name]: value }))}
        />
      ))}
      <div className="flex flex-col gap-3 px-4 py-3">
        {told && !isAnywhere && <Callout tone="failed" title={told.message} text={told.remedy} />}
        {save.isSuccess && changed.length === 0 && (
          <Callout tone="active" title="Saved. What is older is removed within a day." />
        )}
        <Button
          look="primary"
          type="submit"
          busy={save.isPending}
          disabled={changed.length === 0}
          className="self-start"
        >
          Save what is kept
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Keep less?"
        consequences={
          <ul className="flex list-disc flex-col gap-1 pl-4">
            {shorter.map(({ name, label }) => (
              <li key={name}>
                {label}: what is older than {Number(typed[name])} days instead of {saved[name]} is removed within a day.
              </li>
            ))}
            <li>It can’t be brought back.</li>
          </ul>
        }
        action="Keep less"
        keep="Keep as it is"
        busy={save.isPending}
        error={told}
        onConfirm={() => save.mutate(changes)}
      />
    </form>
  );
}
