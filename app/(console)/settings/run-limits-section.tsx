'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { numberWords } from '#app/ui/number-words.ts';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../data/loaded.tsx';
import { sentenceAtField, toldError } from '../data/told-error.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';
import { NumberRow } from './number-row.tsx';

type Limits = Pick<Outputs['environments']['get'], 'customerRuns' | 'connectionRuns'>;

const rows: { name: keyof Limits; label: string; help: string }[] = [
  {
    name: 'customerRuns',
    label: 'Of one customer',
    help: 'However much one customer has to sync, the others get their turn.',
  },
  {
    name: 'connectionRuns',
    label: 'Of one connection',
    help: 'They share what the app allows: more at once are rarely faster, and some apps refuse them.',
  },
];

/** How many runs go on at once: what an environment may choose, and what the machines can. */
export function RunLimitsSection() {
  const trpc = useTRPC();
  const environment = useQuery(trpc.environments.get.queryOptions(undefined, { refetchOnWindowFocus: false }));
  const workers = useQuery(trpc.environments.workers.queryOptions());
  return (
    <Section title="Runs at once" note="Who is over a limit waits for a turn; nothing is lost.">
      <Loaded query={environment} what="the limits" rows={2}>
        {(data) => <LimitsForm saved={data} workers={workers.data} />}
      </Loaded>
    </Section>
  );
}

function LimitsForm({ saved, workers }: { saved: Limits; workers: Outputs['environments']['workers'] | undefined }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Partial<Record<keyof Limits, string>>>({});
  const save = useMutation(
    trpc.environments.saveRunLimits.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.environments.pathFilter());
        setTyped({});
      },
    }),
  );
  const shown = (name: keyof Limits): string => typed[name] ?? String(saved[name]);
  const changed = rows.some(({ name }) => shown(name) !== String(saved[name]));
  const told = save.error && toldError(save.error);
  const isAtRow = rows.some(({ name }) => told?.field === name);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ customerRuns: Number(shown('customerRuns')), connectionRuns: Number(shown('connectionRuns')) });
      }}
    >
      {rows.map(({ name, label, help }) => (
        <NumberRow
          key={name}
          label={label}
          help={help}
          unit="runs"
          value={shown(name)}
          error={told?.field === name ? sentenceAtField(told) : undefined}
          onChange={(value) => setTyped((all) => ({ ...all, [name]: value }))}
        />
      ))}
      <div className="flex flex-col gap-3 px-4 py-3">
        {workers && (
          <p className="max-w-[72ch] text-12 text-muted">
            All workers together run {numberWords(workers.syncs)} syncs at once, over all environments. This process
            does {numberWords(workers.slots)} jobs at once: <code className="font-mono">{workers.setting}</code> where
            it is started. More processes do more.
          </p>
        )}
        {told && !isAtRow && <Callout tone="failed" title={told.message} text={told.remedy} />}
        {save.isSuccess && !changed && <Callout tone="active" title="Saved. It holds for the next run that begins." />}
        <Button look="primary" type="submit" busy={save.isPending} disabled={!changed} className="self-start">
          Save the limits
        </Button>
      </div>
    </form>
  );
}
