'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { toldError } from '../../data/told-error.ts';
import { useTRPC } from '../../data/trpc.ts';
import { AccessFields, SettingFields, Tested } from './access-fields.tsx';
import type { Destination } from './destination-state.tsx';
import { type Abilities, isAtField, useAccessForm } from './use-access-form.ts';

interface ChangeAccessProps {
  destination: Destination;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Another password, or another place: what was delivered is not delivered again. */
export function ChangeAccess({ destination, open, onOpenChange }: ChangeAccessProps) {
  const trpc = useTRPC();
  const view = useQuery(trpc.connectors.get.queryOptions({ slug: destination.connector }, { enabled: open }));
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`The access to ${destination.name}`}
      description="It is tried before it takes the place of the old one. Then everything goes on where it stopped."
    >
      <Loaded query={view} what="the form" rows={4}>
        {({ abilities }) =>
          abilities && <ChangeForm destination={destination} abilities={abilities} onDone={() => onOpenChange(false)} />
        }
      </Loaded>
    </Dialog>
  );
}

interface ChangeFormProps {
  destination: Destination;
  abilities: Abilities;
  onDone: () => void;
}

function ChangeForm({ destination, abilities, onDone }: ChangeFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const form = useAccessForm(abilities, destination);
  const test = useMutation(trpc.destinations.test.mutationOptions());
  const save = useMutation(
    trpc.destinations.saveAccess.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.destinations.pathFilter());
        onDone();
      },
    }),
  );
  const error = save.error ?? test.error;
  const told = error && toldError(error);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        test.reset();
        save.mutate({ id: destination.id, ...form.access() });
      }}
    >
      <AccessFields abilities={abilities} form={form} told={told} />
      <SettingFields form={form} told={told} />
      {told && !isAtField(told) && <Callout tone="failed" title={told.message} text={told.remedy} />}
      <Tested tested={test.data} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          className="mr-auto"
          busy={test.isPending}
          onClick={() => {
            save.reset();
            test.mutate({ connector: destination.connector, ...form.access() });
          }}
        >
          Try it
        </Button>
        <Button onClick={onDone}>Keep the old one</Button>
        <Button look="primary" type="submit" busy={save.isPending}>
          Change the access
        </Button>
      </div>
    </form>
  );
}
