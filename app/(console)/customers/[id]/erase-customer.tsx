'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { toldError } from '../../data/told-error.ts';
import { type Outputs, useTRPC } from '../../data/trpc.ts';

interface EraseCustomerProps {
  customer: Outputs['customers']['get'];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Removes a customer with everything; whoever does it has to write its name. */
export function EraseCustomer({ customer, open, onOpenChange }: EraseCustomerProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const { id, name, externalId, connections } = customer;
  const close = () => {
    setTyped('');
    onOpenChange(false);
  };
  const erase = useMutation(
    trpc.customers.erase.mutationOptions({
      onSuccess: async () => {
        close();
        await queries.invalidateQueries();
      },
    }),
  );
  const told = erase.error && toldError(erase.error);
  const isSure = typed.trim() === name;
  return (
    <Dialog open={open} onOpenChange={close} title={`Erase ${name}?`}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isSure) erase.mutate({ id });
        }}
      >
        <ul className="flex list-disc flex-col gap-1 pl-4 text-muted">
          <li>
            {connections === 0
              ? 'Its people are signed out of the tab.'
              : `${countWords(connections, 'connection')} ${connections === 1 ? 'is' : 'are'} ended, and the access is taken back at the app. Its people are signed out of the tab.`}
          </li>
          <li>
            Its records, runs, failures, activity and people are removed here. That takes from seconds to minutes.
          </li>
          <li>What your product and your destinations have read already stays there: it is yours to remove.</li>
          <li>What stays here is that somebody was erased, and when, under a hash of “{externalId}”.</li>
          <li className="font-medium text-ink">This can’t be undone. Export everything first if it may be needed.</li>
        </ul>
        <Field label={`Write “${name}” to erase it`}>
          {(ids) => (
            <Input
              {...ids}
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
        {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>Keep it</Button>
          <Button look="danger" type="submit" busy={erase.isPending} disabled={!isSure}>
            Erase the customer
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
