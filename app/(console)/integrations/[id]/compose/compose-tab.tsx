'use client';

import { useQuery } from '@tanstack/react-query';
import { Redo2, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { StatusShape } from '#app/ui/status-shape.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { Loaded } from '../../../data/loaded.tsx';
import { useTRPC } from '../../../data/trpc.ts';
import { useFilters } from '../../../shell/use-filters.ts';
import { isObject, valueAt } from '../../connectors/definition.ts';
import { JsonEditor } from '../../connectors/json-editor.tsx';
import { ProblemList } from '../../connectors/problem-list.tsx';
import { SchemaHelp } from '../../connectors/schema-help.tsx';
import type { PlacedProblem } from '../../connectors/use-draft.ts';
import type { IntegrationDetail } from '../integration-detail.ts';
import { PreviewPane } from '../preview/preview-pane.tsx';
import { ActionsPart } from './actions-part.tsx';
import { CardPart } from './card-part.tsx';
import { Conflict } from './conflict.tsx';
import { DoesPart } from './does-part.tsx';
import { FormPart } from './form-part.tsx';
import { goToPath } from './go-to-path.ts';
import { type PartName, type PartProps, partOf, parts } from './part.ts';
import { PlanPart } from './plan-part.tsx';
import { SyncsPart } from './syncs-part.tsx';
import { TextsPart } from './texts-part.tsx';
import type { Composer } from './use-composer.ts';

const drawn: Record<PartName, (props: PartProps) => React.ReactNode> = {
  ...{ card: CardPart, does: DoesPart, syncs: SyncsPart, actions: ActionsPart },
  ...{ form: FormPart, plan: PlanPart, texts: TextsPart },
};

/** The draft as a form, beside what customers would see of it, or beside its JSON. */
export function ComposeTab({ detail, composer }: { detail: IntegrationDetail; composer: Composer }) {
  const { get, set } = useFilters();
  const { problems, definition } = composer;
  const part = parts.find(({ value }) => value === get('part'))?.value ?? 'card';
  const isJson = get('side') === 'json';
  const form = useRef<HTMLDivElement>(null);
  const [goTo, setGoTo] = useState<{ line: number; problem: PlacedProblem } | null>(null);
  const go = (line: number, problem: PlacedProblem) => {
    const home = definition ? partOf(problem.path) : undefined;
    set(home ? { part: home } : { side: 'json' });
    setGoTo({ line, problem });
  };
  useEffect(() => {
    if (goTo && form.current && partOf(goTo.problem.path) === part) goToPath(form.current, goTo.problem.path);
  }, [goTo, part]);
  const locales = valueAt(definition, ['texts', 'locales']);
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4" ref={form}>
        <div className="flex flex-wrap items-center gap-2">
          <PartList part={part} problems={problems} onChoose={(next) => set({ part: next === 'card' ? '' : next })} />
          <span className="ml-auto flex items-center gap-1">
            <span role="status" className="pr-1 text-12 text-faint">
              {stateWords(composer)}
            </span>
            <Button size="icon" aria-label="Undo" disabled={!composer.canUndo} onClick={composer.undo}>
              <Icon of={Undo2} />
            </Button>
            <Button size="icon" aria-label="Do again" disabled={!composer.canRedo} onClick={composer.redo}>
              <Icon of={Redo2} />
            </Button>
          </span>
        </div>
        <Conflict slug={detail.slug} composer={composer} />
        {definition ? (
          <Part part={part} detail={detail} composer={composer} definition={definition} />
        ) : (
          <Callout
            tone="failed"
            title={`The JSON has a mistake in line ${problems[0]?.line ?? 1}.`}
            text={`${problems[0]?.message ?? ''} The form comes back when it is mended.`}
          />
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-3 lg:sticky lg:top-0 lg:h-[calc(100dvh-11rem)]">
        <fieldset className="flex gap-1 self-start rounded-control bg-hover p-0.5">
          <legend className="sr-only">Beside the form</legend>
          {[
            { value: '', name: 'Preview' },
            { value: 'json', name: 'JSON' },
          ].map(({ value, name }) => (
            <Button
              key={name}
              size="small"
              look={isJson === (value === 'json') ? 'secondary' : 'quiet'}
              aria-pressed={isJson === (value === 'json')}
              onClick={() => {
                setGoTo(null);
                set({ side: value });
              }}
            >
              {name}
            </Button>
          ))}
        </fieldset>
        {isJson ? (
          <JsonSide composer={composer} goTo={goTo} />
        ) : (
          <PreviewPane slug={detail.slug} locales={isObject(locales) ? Object.keys(locales) : []} />
        )}
        <ProblemList problems={problems} busy={composer.isSaving} onGo={go} />
      </div>
    </div>
  );
}

function stateWords({ isSaving, isChanged, definition, refused }: Composer): string {
  if (refused) return 'Not saved';
  if (isChanged && !definition) return 'Not saved while the JSON has a mistake';
  return isSaving || isChanged ? 'Saving…' : 'Draft saved';
}

interface PartListProps {
  part: PartName;
  problems: PlacedProblem[];
  onChoose: (part: PartName) => void;
}

function PartList({ part, problems, onChoose }: PartListProps) {
  return (
    <nav aria-label="Parts of the draft" className="flex flex-wrap gap-1">
      {parts.map(({ value, name }) => {
        const own = problems.filter(({ path }) => partOf(path) === value);
        const isError = own.some(({ severity }) => severity === 'error');
        return (
          <Button
            key={value}
            size="small"
            look={value === part ? 'secondary' : 'quiet'}
            aria-current={value === part ? 'true' : undefined}
            onClick={() => onChoose(value)}
          >
            {name}
            {own.length > 0 && (
              <>
                <StatusShape tone={isError ? 'failed' : 'attention'} />
                <span className="sr-only">, {own.length === 1 ? '1 problem' : `${own.length} problems`}</span>
              </>
            )}
          </Button>
        );
      })}
    </nav>
  );
}

const none: PartProps['abilities'] = {
  ...{ check: false, ways: [], before: [], settings: [], objects: [], options: [], models: [], actions: [] },
  ...{ triggers: [], destination: null },
};

interface OnePartProps {
  part: PartName;
  detail: IntegrationDetail;
  composer: Composer;
  definition: NonNullable<Composer['definition']>;
}

function Part({ part, detail, composer, definition }: OnePartProps) {
  const trpc = useTRPC();
  const isSoon = detail.status === 'coming_soon';
  const connector = useQuery(
    trpc.connectors.get.queryOptions({ slug: detail.connector }, { staleTime: 60_000, retry: false }),
  );
  const Drawn = drawn[part];
  // What is coming soon may have no connector yet.
  const draw = (abilities: PartProps['abilities'] | null) => (
    <Drawn
      detail={detail}
      abilities={abilities ?? none}
      definition={definition}
      onChange={composer.change}
      problems={composer.problems}
    />
  );
  if (isSoon && connector.error) return draw(null);
  return (
    <Loaded query={connector} what="the connector" rows={6}>
      {({ abilities }) => draw(abilities)}
    </Loaded>
  );
}

function JsonSide({ composer, goTo }: { composer: Composer; goTo: { line: number } | null }) {
  const trpc = useTRPC();
  const [cursor, setCursor] = useState(0);
  const schema = useQuery(trpc.integrations.schema.queryOptions({}, { staleTime: Number.POSITIVE_INFINITY }));
  return (
    <div className="flex h-[36rem] min-h-0 flex-col gap-3 lg:h-auto lg:flex-1">
      <JsonEditor
        label="Draft as JSON"
        value={composer.text}
        onChange={composer.setText}
        marks={composer.problems}
        onCursor={setCursor}
        goTo={goTo}
      />
      <SchemaHelp schema={schema.data} whole="the draft" nodes={composer.nodes} cursor={cursor} />
    </div>
  );
}
