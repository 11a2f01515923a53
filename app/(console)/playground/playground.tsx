'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { CopyButton } from '#app/ui/copy-button.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { toldError } from '../data/told-error.ts';
import { useTRPC } from '../data/trpc.ts';
import { useSigned } from '../shell/environment.tsx';
import { useFilters } from '../shell/use-filters.ts';
import { type ChoiceName, choiceNames, choicesFrom, roleOf } from './choices.ts';
import { BackendCode, PageCode } from './code-panel.tsx';
import { EventLog } from './event-log.tsx';
import { LookControls } from './look-controls.tsx';
import { Preview } from './preview.tsx';
import { contrastWarning, type ShownEvent, shownEvent } from './shown-event.ts';
import { useSettled } from './use-settled.ts';
import { WhatControls } from './what-controls.tsx';
import { WhoControls } from './who-controls.tsx';

const kept = 200;
const neverChanges = () => () => undefined;

/** The real tab as any customer sees it, and the code that brings it into a product. The choices live in the address. */
export function Playground() {
  const trpc = useTRPC();
  const { environment } = useSigned();
  const filters = useFilters();
  const choices = useMemo(() => choicesFrom(filters.get), [filters.get]);
  const baseUrl = useSyncExternalStore(
    neverChanges,
    () => location.origin,
    () => '',
  );
  const set = (name: ChoiceName, value: string) => filters.set({ [name]: value });
  const onlyLooks = environment.kind === 'production';
  const role = onlyLooks ? 'viewer' : roleOf(choices);
  // Whoever types a plan does not want a session for each letter.
  const plan = useSettled(choices.plan.trim());
  const asked = trpc.customers.get.queryOptions({ id: choices.customer }, { enabled: choices.customer !== '' });
  const { data: customer } = useQuery(asked);

  const [events, setEvents] = useState<ShownEvent[]>([]);
  const [unreadable, setUnreadable] = useState<string[]>([]);
  const [opened, setOpened] = useState(1);
  const count = useRef(0);
  const look = [choices.mode, choices.accent, choices.text, choices.surface].join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look is measured anew
  useEffect(() => setUnreadable([]), [look]);
  const hear = useCallback((event: Event) => {
    const warning = contrastWarning(event);
    if (warning) setUnreadable((known) => [...known.filter((one) => one !== warning), warning]);
    if (event.type === 'portico:close') setOpened(0);
    count.current += 1;
    const shown = shownEvent(event, count.current);
    if (shown) setEvents((known) => [shown, ...known].slice(0, kept));
  }, []);

  const token = useMutation(trpc.playground.token.mutationOptions());
  const getToken = async () => {
    const { token: signed } = await token.mutateAsync({
      customer: choices.customer || undefined,
      role,
      plan: plan || undefined,
      locale: choices.locale && choices.locale !== 'keys' ? choices.locale : undefined,
    });
    return signed;
  };
  const told = token.error && toldError(token.error);
  const changed = choiceNames.some((name) => choices[name] !== '');
  const isModal = choices.layout === 'modal' && choices.view === '';

  return (
    <>
      <PageHeader
        title="Playground"
        actions={
          <>
            <span className="flex items-center gap-1 text-12 text-muted">
              Link to these choices
              <CopyButton value={typeof location === 'undefined' ? '' : location.href} what="link" />
            </span>
            <Button
              disabled={!changed}
              onClick={() => filters.set(Object.fromEntries(choiceNames.map((name) => [name, ''])))}
            >
              Reset everything
            </Button>
          </>
        }
      >
        The tab as your customers see it, and the code that brings it into your product. It works for real; only the
        funnel and the wishes don’t count what you do here.
      </PageHeader>
      <div className="flex min-w-0 flex-col gap-6 px-4 py-6 md:px-6 xl:flex-row">
        <div className="grid content-start gap-6 sm:grid-cols-2 lg:grid-cols-3 xl:sticky xl:top-0 xl:max-h-[calc(100dvh-9rem)] xl:w-76 xl:shrink-0 xl:grid-cols-1 xl:self-start xl:overflow-y-auto xl:px-1 xl:pb-2">
          <Group title="Who looks">
            <WhoControls choices={choices} chosen={customer?.name} onlyLooks={onlyLooks} set={set} />
          </Group>
          <Group title="What and where">
            <WhatControls choices={choices} set={set} />
          </Group>
          <Group title="Look">
            <LookControls choices={choices} unreadable={unreadable} set={set} />
          </Group>
        </div>
        <div className="flex min-w-0 flex-1 flex-col gap-6">
          {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
          {isModal && opened === 0 && (
            <Button className="self-start" onClick={() => setOpened(1)}>
              Open the modal
            </Button>
          )}
          <Preview
            key={[choices.customer, role, plan].join(' ')}
            choices={choices}
            getToken={getToken}
            onEvent={hear}
            opened={opened}
          />
          <CodeAndEvents
            page={<PageCode choices={choices} baseUrl={baseUrl} />}
            backend={<BackendCode choices={choices} customer={customer} environmentId={environment.id} />}
            events={<EventLog events={events} onClear={() => setEvents([])} />}
            count={events.length}
          />
        </div>
      </div>
    </>
  );
}

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="flex min-w-0 flex-col gap-3">
    <h2 className="text-14 font-semibold">{title}</h2>
    {children}
  </section>
);

interface CodeAndEventsProps {
  page: ReactNode;
  backend: ReactNode;
  events: ReactNode;
  count: number;
}

function CodeAndEvents({ page, backend, events, count }: CodeAndEventsProps) {
  const [shown, show] = useState('page');
  return (
    <Section title="In your product">
      <div className="p-4">
        <Tabs
          label="In your product"
          value={shown}
          onChange={show}
          tabs={[
            { value: 'page', name: 'Your page', content: page },
            { value: 'backend', name: 'Your backend', content: backend },
            { value: 'events', name: count > 0 ? `Events, ${count}` : 'Events', content: events },
          ]}
        />
      </div>
    </Section>
  );
}
