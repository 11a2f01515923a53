'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { ShownOnce } from '../../data/shown-once.tsx';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import { useCallForm } from '../../data/use-call-form.ts';

const select = 'h-8 w-full rounded-control border border-control bg-surface px-2 text-13 text-ink';

const lives = [
  { minutes: 60, label: 'One hour' },
  { minutes: 24 * 60, label: 'One day' },
  { minutes: 3 * 24 * 60, label: 'Three days' },
  { minutes: 7 * 24 * 60, label: 'A week' },
  { minutes: 30 * 24 * 60, label: '30 days' },
];

interface CreateProps {
  customer: Pick<Outputs['customers']['get'], 'id' | 'name'>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CreatePortalLink({ customer, open, onOpenChange }: CreateProps) {
  const [made, setMade] = useState<string | null>(null);
  const close = () => {
    setMade(null);
    onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      keepOpen={made !== null}
      title={made ? 'The link' : 'Make a link'}
      description={made ? undefined : `For one person of ${customer.name}, who connects apps without a login of yours.`}
    >
      {made ? (
        <ShownOnce secret={made} what="link" onDone={close} />
      ) : (
        <LinkForm customer={customer} onMade={setMade} onClose={close} />
      )}
    </Dialog>
  );
}

type FormProps = { customer: CreateProps['customer']; onMade: (url: string) => void; onClose: () => void };

function LinkForm({ customer, onMade, onClose }: FormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const way = useQuery(trpc.mails.way.queryOptions());
  const integrations = useQuery(trpc.integrations.list.queryOptions({ limit: 200 }));
  const { register, handleSubmit, errorOf, refusal, refuse } = useCallForm({
    email: '',
    name: '',
    role: 'admin' as 'admin' | 'member' | 'viewer',
    integration: '',
    minutes: String(3 * 24 * 60),
    send: true,
  });
  const create = useMutation(trpc.portalLinks.create.mutationOptions({ onError: refuse }));
  const mayMail = way.data !== undefined && way.data.way !== 'none';
  const submit = handleSubmit(async ({ email, name, role, integration, minutes, send }) => {
    const sends = send && mayMail;
    const link = await create
      .mutateAsync({
        customer: customer.id,
        user: { email: email.trim(), ...(name.trim() && { name: name.trim() }), role },
        ...(integration && { integration }),
        expiresInMinutes: Number(minutes),
        send: sends,
      })
      .catch(() => undefined);
    if (!link) return;
    await queries.invalidateQueries(trpc.portalLinks.pathFilter());
    if (sends) onClose();
    else onMade(link.url);
  });
  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={submit}>
      <Field label="E-mail address" error={errorOf('email')}>
        {(ids) => (
          <Input
            {...ids}
            type="email"
            {...register('email', { required: 'The link is for one person: whose is it?' })}
          />
        )}
      </Field>
      <Field label="Name" optional error={errorOf('name')}>
        {(ids) => <Input {...ids} {...register('name')} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="May">
          {(ids) => (
            <select {...ids} className={select} {...register('role')}>
              <option value="admin">Connect and change (admin)</option>
              <option value="viewer">Only look (viewer)</option>
            </select>
          )}
        </Field>
        <Field label="Works for">
          {(ids) => (
            <select {...ids} className={select} {...register('minutes')}>
              {lives.map(({ minutes, label }) => (
                <option key={minutes} value={minutes}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label="Leads to">
        {(ids) => (
          <select {...ids} className={select} {...register('integration')}>
            <option value="">All integrations</option>
            {integrations.data?.items.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {mayMail ? (
        <label className="flex items-center gap-2">
          <input type="checkbox" {...register('send')} />
          Send it by e-mail
        </label>
      ) : (
        <p className="text-12 text-faint">There is no mail server: copy the link, and send it yourself.</p>
      )}
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" busy={create.isPending}>
          Make the link
        </Button>
      </div>
    </form>
  );
}
