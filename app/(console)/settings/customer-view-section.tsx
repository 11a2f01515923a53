'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../data/loaded.tsx';
import { toldError } from '../data/told-error.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';

type View = Outputs['environments']['get']['customerView'];

const depths: { records: View['records']; label: string; help: string }[] = [
  {
    records: 'values',
    label: 'Which records, with what is in them',
    help: 'Your customers can correct a record themselves. It is their own data, as their app sent it.',
  },
  {
    records: 'keys',
    label: 'Which records, without what is in them',
    help: 'Values are left out of the sentences, too.',
  },
  { records: 'causes', label: 'How many, and why', help: 'No single record is named.' },
];

/** What customers see in the tab of what failed and of what ran; the server holds to it. */
export function CustomerViewSection() {
  const trpc = useTRPC();
  const environment = useQuery(trpc.environments.get.queryOptions(undefined, { refetchOnWindowFocus: false }));
  return (
    <Section title="What customers see" note="Of records that could not be stored, and of what ran.">
      <Loaded query={environment} what="what customers see" rows={3}>
        {({ customerView }) => <ViewForm saved={customerView} />}
      </Loaded>
    </Section>
  );
}

function ViewForm({ saved }: { saved: View }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const name = useId();
  const [chosen, setChosen] = useState<Partial<View>>({});
  const save = useMutation(
    trpc.environments.saveCustomerView.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.environments.pathFilter());
        setChosen({});
      },
    }),
  );
  const shown = { ...saved, ...chosen };
  const changed = shown.records !== saved.records || shown.runs !== saved.runs;
  const told = save.error && toldError(save.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(shown);
      }}
    >
      <fieldset>
        <legend className="sr-only">Of records that could not be stored</legend>
        {depths.map(({ records, label, help }) => (
          <label key={records} className="flex items-start gap-3 border-b border-line px-4 py-2">
            <input
              type="radio"
              className="mt-1"
              name={name}
              checked={shown.records === records}
              onChange={() => setChosen((now) => ({ ...now, records }))}
            />
            <span className="flex flex-col">
              <span className="font-medium">{label}</span>
              <span className="text-12 text-faint">{help}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <label className="flex items-start gap-3 border-b border-line px-4 py-2">
        <input
          type="checkbox"
          className="mt-1"
          checked={shown.runs}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            setChosen((now) => ({ ...now, runs: checked }));
          }}
        />
        <span className="flex flex-col">
          <span className="font-medium">Each run in the activity log</span>
          <span className="text-12 text-faint">With what it read, stored and could not store.</span>
        </span>
      </label>
      <div className="flex flex-col gap-3 px-4 py-3">
        {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
        {save.isSuccess && !changed && <Callout tone="active" title="Saved. It holds from the next look at the tab." />}
        <Button look="primary" type="submit" busy={save.isPending} disabled={!changed} className="self-start">
          Save what customers see
        </Button>
      </div>
    </form>
  );
}
