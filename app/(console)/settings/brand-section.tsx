'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { Section } from '#app/ui/section.tsx';
import { Loaded } from '../data/loaded.tsx';
import { sentenceAtField, toldError } from '../data/told-error.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';
import { BrandPreview } from './brand-preview.tsx';
import { LogoField } from './logo-field.tsx';

type Saved = Outputs['brand']['get'];
type Mode = NonNullable<Saved['brand']['mode']>;

const modes: { mode: Mode; label: string }[] = [
  { mode: 'auto', label: 'As the reader’s system' },
  { mode: 'light', label: 'Light' },
  { mode: 'dark', label: 'Dark' },
];

/** How pages and e-mails look that are not inside the vendor's product. */
export function BrandSection() {
  const trpc = useTRPC();
  const page = useQuery(trpc.brand.get.queryOptions(undefined, { refetchOnWindowFocus: false }));
  return (
    <Section
      title="Brand"
      note="The hosted page and e-mails wear it. The tab in your product wears your product’s own."
    >
      <Loaded query={page} what="the brand" rows={4}>
        {(data) => <BrandForm saved={data} />}
      </Loaded>
    </Section>
  );
}

function BrandForm({ saved }: { saved: Saved }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [brand, setBrand] = useState(saved.brand);
  const [radius, setRadius] = useState(String(saved.brand.radius ?? ''));
  const save = useMutation(
    trpc.brand.save.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.brand.pathFilter()) }),
  );
  const asked = useMemo(() => {
    const { name, ...rest } = brand;
    return { ...rest, ...(name?.trim() && { name: name.trim() }), ...(radius !== '' && { radius: Number(radius) }) };
  }, [brand, radius]);
  const told = save.error && toldError(save.error);
  const errorOf = (field: string) => (told?.field === field ? sentenceAtField(told) : undefined);
  const changed = JSON.stringify(sorted(asked)) !== JSON.stringify(sorted(saved.brand));
  const accent = brand.accent ?? saved.usual.accent;
  const shown = useMemo(
    () => ({ ...asked, name: asked.name ?? saved.usual.name, accent: isColour(accent) ? accent : saved.usual.accent }),
    [asked, accent, saved],
  );
  return (
    <div className="grid gap-6 px-4 py-4 lg:grid-cols-2">
      <form
        noValidate
        className="flex min-w-0 flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(asked);
        }}
      >
        <Field label="Name" optional help={`“${saved.usual.name}” without it.`} error={errorOf('name')}>
          {(ids) => (
            <Input
              {...ids}
              value={brand.name ?? ''}
              onChange={(event) => setBrand({ ...brand, name: event.target.value })}
            />
          )}
        </Field>
        <LogoField logo={brand.logo} error={errorOf('logo')} onChange={(logo) => setBrand({ ...brand, logo })} />
        <Field label="Colour" help="Of buttons and links, such as #5b5bd6." error={errorOf('accent')}>
          {(ids) => (
            <div className="flex items-center gap-2">
              <input
                type="color"
                aria-label="Choose the colour"
                className="h-8 w-10 shrink-0 cursor-pointer rounded-control border border-control bg-surface p-0.5"
                value={isColour(accent) ? accent : saved.usual.accent}
                onChange={(event) => setBrand({ ...brand, accent: event.target.value })}
              />
              <Input
                {...ids}
                className="font-mono"
                value={accent}
                onChange={(event) => setBrand({ ...brand, accent: event.target.value })}
              />
            </div>
          )}
        </Field>
        <Field label="Corners" optional help="Radius in pixels, 0 to 24." error={errorOf('radius')}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              value={radius}
              onChange={(event) => setRadius(event.target.value.replace(/\D/g, ''))}
            />
          )}
        </Field>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 font-medium">Light or dark</legend>
          {modes.map(({ mode, label }) => (
            <label key={mode} className="flex items-center gap-2">
              <input
                type="radio"
                name="mode"
                checked={(brand.mode ?? 'auto') === mode}
                onChange={() => setBrand({ ...brand, mode })}
              />
              {label}
            </label>
          ))}
        </fieldset>
        {told && !told.field && <Callout tone="failed" title={told.message} text={told.remedy} />}
        {save.isSuccess && !changed && <Callout tone="active" title="Saved. Pages and e-mails wear it from now on." />}
        <Button look="primary" type="submit" busy={save.isPending} disabled={!changed} className="self-start">
          Save the brand
        </Button>
      </form>
      <BrandPreview brand={shown} />
    </div>
  );
}

const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

const sorted = (brand: object) =>
  Object.entries(brand)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => one.localeCompare(other));
