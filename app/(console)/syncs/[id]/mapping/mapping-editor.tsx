'use client';

import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Status } from '#app/ui/status.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { useFilters } from '../../../shell/use-filters.ts';
import type { Sync } from '../../sync-status.tsx';
import { FieldsTab } from './fields-tab.tsx';
import type { MappingView } from './mapping-document.ts';
import { ModelTab } from './model-tab.tsx';
import { PreviewTab } from './preview-tab.tsx';
import { SaveMapping } from './save-mapping.tsx';
import { useMapping } from './use-mapping.ts';
import { VersionsTab } from './versions-tab.tsx';

/** The mapping of one sync: written as a form or as JSON, tried on the customer's own rows, saved as versions. */
export function MappingEditor({ sync, view }: { sync: Sync; view: MappingView }) {
  const { get, set } = useFilters();
  const draft = useMapping(sync.id, view);
  const [saving, setSaving] = useState(false);
  const [savedAs, setSavedAs] = useState<number | null>(null);
  const { current } = view;
  const errors = draft.problems.filter(({ severity }) => severity === 'error').length;
  const wrong = errors > 0 || draft.targetMistake !== undefined;
  const goTo = (tab: string) => set({ tab: tab === 'fields' ? '' : tab });
  return (
    <div className="flex min-h-0 flex-1 flex-col max-md:overflow-y-auto">
      <PageHeader
        title={`How ${sync.label} become ${sync.model} records`}
        crumbs={[
          { name: 'Syncs', href: '/syncs' },
          { name: `${sync.customer.name}, ${sync.label}`, href: `/syncs/${sync.id}` },
          { name: 'Mapping' },
        ]}
        actions={
          <Button
            look="primary"
            disabled={!draft.isChanged || wrong || draft.isChecking}
            onClick={() => {
              setSavedAs(null);
              setSaving(true);
            }}
          >
            {draft.isChanged ? 'Save' : 'Saved'}
          </Button>
        }
      >
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          {current ? (
            <>
              <Status tone="active" word={`Version ${current.version} is used`} />
              <span>
                {current.author ?? 'By the API'}, <RelativeTime at={current.createdAt} />
              </span>
            </>
          ) : (
            <Status tone="ended" word="None yet: records are as the app has them" />
          )}
          {errors > 0 && <Status tone="failed" word={`${countWords(errors, 'error')} to mend`} strong />}
        </span>
      </PageHeader>
      <div className="flex flex-col gap-4 px-4 py-4 md:min-h-0 md:flex-1 md:overflow-y-auto md:px-6">
        {savedAs !== null && (
          <div role="status">
            <Callout
              tone="active"
              title={`Version ${savedAs} is used from now on.`}
              text="The sync’s page shows how its records get their new shape."
            />
          </div>
        )}
        <Tabs
          label="Mapping"
          value={get('tab') || 'fields'}
          onChange={goTo}
          tabs={[
            { value: 'fields', name: 'Fields', content: <FieldsTab draft={draft} /> },
            { value: 'try', name: 'Try it', content: <PreviewTab draft={draft} /> },
            { value: 'model', name: 'Model', content: <ModelTab draft={draft} /> },
            {
              value: 'versions',
              name: 'Versions',
              content: (
                <VersionsTab draft={draft} used={current?.version ?? null} onBroughtBack={() => goTo('fields')} />
              ),
            },
          ]}
        />
      </div>
      <SaveMapping sync={sync} draft={draft} open={saving} onOpenChange={setSaving} onSaved={setSavedAs} />
    </div>
  );
}
