'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../data/trpc.ts';
import { type ChoiceName, type Choices, isOfOne, layoutOptions, viewOptions, widthOptions } from './choices.ts';
import { LabelledSelect } from './labelled-select.tsx';

interface WhatControlsProps {
  choices: Choices;
  set: (name: ChoiceName, value: string) => void;
}

/** Which part of the tab is shown, and where. */
export function WhatControls({ choices, set }: WhatControlsProps) {
  const trpc = useTRPC();
  const ofOne = isOfOne(choices.view);
  const integrations = useQuery(trpc.integrations.list.queryOptions({ limit: 200 }));
  const offered = (integrations.data?.items ?? []).filter(({ status }) => status !== 'draft');
  return (
    <>
      <LabelledSelect
        label="Part"
        value={choices.view}
        options={viewOptions}
        onChange={(view) => {
          set('view', view);
          if (isOfOne(view) && choices.slug === '') set('slug', offered[0]?.slug ?? '');
        }}
      />
      {ofOne && (
        <LabelledSelect
          label="Integration"
          value={choices.slug}
          options={offered.map(({ slug, name }) => ({ value: slug, label: name }))}
          onChange={(value) => set('slug', value)}
        />
      )}
      {choices.view === '' && (
        <LabelledSelect
          label="Layout"
          value={choices.layout}
          options={layoutOptions}
          onChange={(value) => set('layout', value)}
        />
      )}
      <LabelledSelect
        label="Width"
        value={choices.width}
        options={widthOptions}
        onChange={(value) => set('width', value)}
      />
    </>
  );
}
