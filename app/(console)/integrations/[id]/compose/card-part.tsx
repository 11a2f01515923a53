'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { Section } from '#app/ui/section.tsx';
import { toldError } from '../../../data/told-error.ts';
import { useTRPC } from '../../../data/trpc.ts';
import { withValue } from '../../connectors/definition.ts';
import { ChoiceField } from '../../connectors/form-field.tsx';
import type { IntegrationDetail } from '../integration-detail.ts';
import { Check, NumberField } from './controls.tsx';
import { listAt, type PartProps } from './part.ts';

const saveAfterMs = 700;

const upgrades = [
  { value: 'minor', label: 'Small changes by themselves, large ones ask' },
  { value: 'ask', label: 'Every change asks the customer' },
  { value: 'manual', label: 'None until you roll it out' },
];

type Shown = Pick<
  IntegrationDetail,
  'name' | 'description' | 'category' | 'status' | 'featured' | 'position' | 'upgrades'
>;

/** How it stands in the catalogue. What is not of a version reaches customers as soon as it is saved, which is by itself. */
export function CardPart({ detail, definition, onChange }: PartProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const categories = useId();
  const [shown, setShown] = useState<Shown>(() => shownOf(detail));
  const [saved, setSaved] = useState(shown);
  const listed = useQuery(trpc.integrations.list.queryOptions({ limit: 200 }));
  const change = useMutation(
    trpc.integrations.change.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queries.invalidateQueries(trpc.integrations.pathFilter()),
          queries.invalidateQueries(trpc.integrationVersions.affected.pathFilter()),
        ]);
      },
    }),
  );
  const { mutateAsync } = change;
  const isValid = shown.name.trim() !== '' && shown.category.trim() !== '';
  useEffect(() => {
    if (shown === saved || !isValid) return;
    const timer = setTimeout(() => {
      setSaved(shown);
      mutateAsync({ slug: detail.slug, ...shown }).catch(() => undefined);
    }, saveAfterMs);
    return () => clearTimeout(timer);
  }, [shown, saved, isValid, mutateAsync, detail.slug]);
  // Whoever goes on before the moment is over has it saved on the way.
  const leaving = useRef<() => void>(() => undefined);
  useEffect(() => {
    leaving.current = () => {
      if (shown !== saved && isValid) mutateAsync({ slug: detail.slug, ...shown }).catch(() => undefined);
    };
  });
  useEffect(() => () => leaving.current(), []);
  const set = (next: Partial<Shown>) => setShown({ ...shown, ...next });
  const told = change.error && toldError(change.error);
  const labels = listAt(definition, 'labels').map(String);
  return (
    <>
      {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      <Section
        title="On its card"
        note={change.isPending ? 'Saving…' : 'Reaches customers at once: no version is made'}
      >
        <div className="grid grid-cols-1 gap-4 p-4 sm:grid-cols-2">
          <Field label="Name" error={shown.name.trim() === '' ? 'What is it called in the tab?' : undefined}>
            {(ids) => (
              <Input
                {...ids}
                maxLength={100}
                value={shown.name}
                onChange={(event) => set({ name: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label="Category" error={shown.category.trim() === '' ? 'Where do customers look for it?' : undefined}>
            {(ids) => (
              <>
                <Input
                  {...ids}
                  maxLength={60}
                  list={categories}
                  value={shown.category}
                  onChange={(event) => set({ category: event.currentTarget.value })}
                />
                <datalist id={categories}>
                  {[...new Set(listed.data?.items.map(({ category }) => category))].map((name) => (
                    <option key={name} value={name} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <div className="sm:col-span-2">
            <Field label="One line" help="What it does for the customer, not what the app is.">
              {(ids) => (
                <Input
                  {...ids}
                  maxLength={300}
                  value={shown.description}
                  onChange={(event) => set({ description: event.currentTarget.value })}
                />
              )}
            </Field>
          </div>
          <ChoiceField
            label="State"
            value={shown.status}
            choices={[
              ...(detail.liveVersion === null
                ? []
                : [{ value: 'published', label: 'Published: customers can connect' }]),
              { value: 'draft', label: 'Draft: nobody sees it' },
              { value: 'coming_soon', label: 'Coming soon: customers can ask for it' },
            ]}
            help={detail.liveVersion === null ? 'Publishing its first version puts it on offer.' : undefined}
            onChoose={(status) => set({ status: status as Shown['status'] })}
          />
          <ChoiceField
            label="New versions reach customers"
            value={shown.upgrades}
            choices={upgrades}
            onChoose={(value) => set({ upgrades: value as Shown['upgrades'] })}
          />
          <NumberField
            label="Place in the order"
            help="The smaller, the earlier; the same place is sorted by name."
            path={[]}
            value={shown.position}
            onChange={(position) => set({ position: Math.round(position ?? 0) })}
          />
          <div className="self-center">
            <Check
              label="Featured"
              help="Stands before all others."
              checked={shown.featured}
              onChange={(featured) => set({ featured })}
            />
          </div>
        </div>
      </Section>
      <Section title="Labels" note="Of the next version">
        <div className="p-4">
          <Field label="Labels" help="Small words on the card, such as Beta; with commas between them." optional>
            {(ids) => (
              <LabelsInput ids={ids} labels={labels} onLabels={(next) => onChange(withLabels(definition, next))} />
            )}
          </Field>
        </div>
      </Section>
    </>
  );
}

const shownOf = ({ name, description, category, status, featured, position, upgrades: policy }: Shown): Shown => ({
  ...{ name, description, category, status, featured, position, upgrades: policy },
});

const withLabels = (definition: PartProps['definition'], labels: string[]) =>
  withValue(definition, ['labels'], labels.length > 0 ? labels : undefined);

function LabelsInput({
  ids,
  labels,
  onLabels,
}: {
  ids: { id: string };
  labels: string[];
  onLabels: (labels: string[]) => void;
}) {
  // As it is typed: a comma at the end is the beginning of the next one.
  const [text, setText] = useState(labels.join(', '));
  return (
    <Input
      {...ids}
      data-path="labels"
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        onLabels(value.split(',').flatMap((label) => label.trim() || []));
      }}
    />
  );
}
