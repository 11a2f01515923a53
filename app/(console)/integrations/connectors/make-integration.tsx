'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { useCallForm } from '../../data/use-call-form.ts';
import type { ConnectorView } from './definition.ts';

interface MakeIntegrationProps {
  view: ConnectorView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const fewObjects = 5;

/** What customers find in the tab, made of a connector. */
export function MakeIntegration({ view, open, onOpenChange }: MakeIntegrationProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Make an integration of ${view.name}`}
      description="What your customers find in the tab."
    >
      <IntegrationForm view={view} onCancel={() => onOpenChange(false)} />
    </Dialog>
  );
}

interface IntegrationFormProps {
  view: ConnectorView;
  /** The words of the way out. */
  cancel?: string;
  onCancel: () => void;
}

export function IntegrationForm({ view, cancel = 'Cancel', onCancel }: IntegrationFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const { objects = [], models = [] } = view.abilities ?? {};
  const { register, handleSubmit, errorOf, refusal, refuse } = useCallForm({
    name: view.name,
    slug: view.slug.replace(/^own-/, ''),
    models: models.map(({ name }) => name),
    // What comes as a model need not come a second time.
    objects: models.length > 0 ? [] : objects.slice(0, fewObjects).map(({ name }) => name),
    publish: false,
  });
  const create = useMutation(
    trpc.integrations.create.mutationOptions({
      onError: refuse,
      onSuccess: async ({ id }, { status }) => {
        await queries.invalidateQueries(trpc.integrations.pathFilter());
        router.push(status === 'published' ? `/integrations/${id}` : `/integrations/${id}?tab=compose`);
      },
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit(({ publish, objects: chosen, models: shared, ...rest }) =>
        create.mutate({
          ...rest,
          objects: chosen || [],
          models: shared || [],
          connector: view.slug,
          status: publish ? 'published' : 'draft',
        }),
      )}
    >
      <Field label="Name" error={errorOf('name')}>
        {(ids) => <Input {...ids} {...register('name', { required: 'What is it called in the tab?' })} />}
      </Field>
      <Field label="Slug" help="How your product names it in addresses and calls." error={errorOf('slug')}>
        {(ids) => <Input {...ids} className="font-mono" {...register('slug', { required: 'It needs a slug.' })} />}
      </Field>
      {models.length > 0 && (
        <fieldset className="flex max-h-48 flex-col gap-1.5 overflow-auto">
          <legend className="mb-1.5 font-medium">Copy as models that apps share</legend>
          {models.map(({ name, label, object }) => (
            <label key={name} className="flex items-start gap-2">
              <input type="checkbox" value={name} className="mt-0.5 size-4 accent-accent" {...register('models')} />
              <span>
                {label} <code className="font-mono text-12 text-faint">of {object}</code>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {objects.length > 0 && (
        <fieldset className="flex max-h-48 flex-col gap-1.5 overflow-auto">
          <legend className="mb-1.5 font-medium">
            {models.length > 0 ? 'Copy as the app has them' : 'Copy and keep up to date'}
          </legend>
          {objects.map(({ name, label }) => (
            <label key={name} className="flex items-start gap-2">
              <input type="checkbox" value={name} className="mt-0.5 size-4 accent-accent" {...register('objects')} />
              <span>
                {label} <code className="font-mono text-12 text-faint">{name}</code>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <label className="flex items-start gap-2">
        <input type="checkbox" className="mt-0.5 size-4 accent-accent" {...register('publish')} />
        <span>
          Show it to customers at once
          <span className="block text-12 text-faint">
            Otherwise it is composed first, and published when it is ready.
          </span>
        </span>
      </label>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{cancel}</Button>
        <Button look="primary" type="submit" busy={create.isPending}>
          Make the integration
        </Button>
      </div>
    </form>
  );
}
