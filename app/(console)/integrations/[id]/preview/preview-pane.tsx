'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Callout } from '#app/ui/callout.tsx';
import { FilterMenu } from '#app/ui/filter-menu.tsx';
import { Input } from '#app/ui/input.tsx';
import { ScrollRegion } from '#app/ui/scroll-region.tsx';
import { Integrations, PorticoProvider } from '#embed/react/index.ts';
import { CustomerFilter } from '../../../customers/customer-filter.tsx';
import { Loaded } from '../../../data/loaded.tsx';
import { toldError } from '../../../data/told-error.ts';
import { type Outputs, useTRPC } from '../../../data/trpc.ts';
import { useFilters } from '../../../shell/use-filters.ts';
import { languageName, languages } from '../compose/languages.ts';
import { previewServer } from './preview-server.ts';
import { ShadowFrame } from './shadow-frame.tsx';

const places = [
  { value: '', label: 'Page' },
  { value: 'card', label: 'Card' },
  { value: 'wizard', label: 'Wizard' },
];
const looks = [
  { value: '', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const widths = [
  { value: '', label: 'As wide as it goes' },
  { value: '640', label: 'Tablet, 640 px' },
  { value: '360', label: 'Phone, 360 px' },
];

interface PreviewPaneProps {
  slug: string;
  /** The languages that the draft speaks beside the tab's own. */
  locales: string[];
}

/** The draft as one customer would see it: the tab's own screens, drawn from what the server would answer. */
export function PreviewPane({ slug, locales }: PreviewPaneProps) {
  const trpc = useTRPC();
  const { get, set } = useFilters();
  const [customer, plan, locale] = [get('as'), get('plan'), get('locale') || 'en'];
  const query = useQuery(
    trpc.integrations.preview.queryOptions(
      { slug, locale, ...(customer && { customer }), ...(plan && { plan }) },
      { placeholderData: keepPreviousData, retry: false },
    ),
  );
  const told = query.error && toldError(query.error);
  return (
    <section aria-label="Preview" className="flex min-h-0 flex-1 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <FilterMenu name="Show" value={get('show')} onChange={(show) => set({ show })} choices={places} />
        <CustomerFilter value={customer} onChange={(as) => set({ as })} all="Nobody in particular" />
        <span className="w-28">
          <Input
            aria-label="Plan"
            placeholder={customer ? 'Its own plan' : 'Any plan'}
            value={plan}
            onChange={(event) => set({ plan: event.currentTarget.value })}
          />
        </span>
        <FilterMenu
          name="Language"
          value={locale === 'en' ? '' : locale}
          onChange={(value) => set({ locale: value })}
          choices={[...new Set([...languages, ...locales])].map((one) => ({
            value: one === 'en' ? '' : one,
            label: languageName(one),
          }))}
        />
        <FilterMenu name="Theme" value={get('look')} onChange={(look) => set({ look })} choices={looks} />
        <FilterMenu name="Width" value={get('width')} onChange={(width) => set({ width })} choices={widths} />
      </div>
      {told && query.data !== undefined && <Callout tone="attention" title={told.message} text={told.remedy} />}
      {told && query.data === undefined ? (
        <Callout tone="attention" title={told.message} text={told.remedy} />
      ) : (
        <Loaded query={{ ...query, error: null }} what="the preview" rows={6}>
          {(data) => (
            <Stage
              key={`${get('show')} ${locale} ${JSON.stringify(data.integration)}`}
              data={data}
              locale={locale}
              isDark={get('look') === 'dark'}
              show={get('show')}
              width={get('width')}
            />
          )}
        </Loaded>
      )}
      <p className="text-12 text-faint">
        Nothing is connected or kept here. The sign-in at the app is left out, and live choices are examples.
      </p>
    </section>
  );
}

interface StageProps {
  data: Outputs['integrations']['preview'];
  locale: string;
  isDark: boolean;
  show: string;
  width: string;
}

function Stage({ data, locale, isDark, show, width }: StageProps) {
  const { slug } = data.integration;
  const [first] = useState({ '': `/${slug}`, wizard: `/${slug}/connect` }[show] ?? '/');
  const server = useMemo(() => previewServer(data), [data]);
  const theme = useMemo(() => ({ mode: isDark ? ('dark' as const) : ('light' as const) }), [isDark]);
  return (
    <ScrollRegion
      label="What the customer sees"
      className="min-h-96 flex-1 rounded-panel border border-line bg-canvas p-3 lg:min-h-0"
    >
      <div
        style={{ maxWidth: width ? `${width}px` : undefined, colorScheme: isDark ? 'dark' : 'light' }}
        className={`mx-auto rounded-control border border-line p-4 ${isDark ? 'bg-[oklch(0.2_0_0)]' : 'bg-[oklch(1_0_0)]'}`}
      >
        <ShadowFrame>
          <PorticoProvider
            baseUrl={location.origin}
            getToken={() => 'preview'}
            fetch={server}
            locale={locale}
            theme={theme}
            scope=":host"
          >
            <Integrations route={first} />
          </PorticoProvider>
        </ShadowFrame>
      </div>
    </ScrollRegion>
  );
}
