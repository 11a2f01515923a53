'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../data/loaded.tsx';
import { sentenceAtField, toldError } from '../data/told-error.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';

type Saved = Outputs['brand']['get'];

/** Where links in e-mails lead. */
export function PortalAddressesSection() {
  const trpc = useTRPC();
  const page = useQuery(trpc.brand.get.queryOptions(undefined, { refetchOnWindowFocus: false }));
  return (
    <Section title="Addresses in e-mails" note="Where the links lead that Portico sends to your customers.">
      <Loaded query={page} what="the addresses" rows={2}>
        {(data) => <AddressesForm saved={data} />}
      </Loaded>
    </Section>
  );
}

function AddressesForm({ saved }: { saved: Saved }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [portal, setPortal] = useState(saved.portalAddress ?? '');
  const [tab, setTab] = useState(saved.tabAddress ?? '');
  const save = useMutation(
    trpc.brand.saveAddresses.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.brand.pathFilter()) }),
  );
  const told = save.error && toldError(save.error);
  const errorOf = (field: string) => (told?.field === field ? sentenceAtField(told) : undefined);
  const changed = portal !== (saved.portalAddress ?? '') || tab !== (saved.tabAddress ?? '');
  return (
    <form
      noValidate
      className="flex max-w-2xl flex-col gap-4 px-4 py-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ portalAddress: portal.trim() || null, tabAddress: tab.trim() || null });
      }}
    >
      <Field
        label="Your domain for the hosted page"
        optional
        help={`Such as https://connect.acme.example. Point it at ${saved.usual.address} first, with the Host header kept. Without it, links lead to ${saved.usual.address}.`}
        error={errorOf('portalAddress')}
      >
        {(ids) => (
          <Input {...ids} className="font-mono" value={portal} onChange={(event) => setPortal(event.target.value)} />
        )}
      </Field>
      <Field
        label="Your own page with the tab"
        optional
        help="E-mails that ask somebody to reconnect lead there. Without it, each has a link to the hosted page that works once."
        error={errorOf('tabAddress')}
      >
        {(ids) => <Input {...ids} className="font-mono" value={tab} onChange={(event) => setTab(event.target.value)} />}
      </Field>
      {told && !told.field && <Callout tone="failed" title={told.message} text={told.remedy} />}
      {save.isSuccess && !changed && <Callout tone="active" title="Saved. The next e-mails lead there." />}
      <Button look="primary" type="submit" busy={save.isPending} disabled={!changed} className="self-start">
        Save where links lead
      </Button>
    </form>
  );
}
