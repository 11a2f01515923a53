'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Status } from '#app/ui/status.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { useTell } from '#app/ui/toaster.tsx';
import { AppIcon } from '../../data/app-icon.tsx';
import { toldError } from '../../data/told-error.ts';
import { useTRPC } from '../../data/trpc.ts';
import { useFilters } from '../../shell/use-filters.ts';
import type { ConnectorView, OwnConnector } from './definition.ts';
import { DefinitionTab } from './definition-tab.tsx';
import { MakeIntegration } from './make-integration.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { TestTab } from './test-tab.tsx';
import { useDraft } from './use-draft.ts';
import { VersionsTab } from './versions-tab.tsx';

/** An environment's own connector: written as a form or as JSON, tried for real, published as versions. */
export function OwnEditor({ view, own }: { view: ConnectorView; own: OwnConnector }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const tell = useTell();
  const { get, set } = useFilters();
  const draft = useDraft(view, own);
  const [dialog, setDialog] = useState<'publish' | 'remove' | 'make' | null>(null);
  const { slug, published } = view;
  const refresh = () => queries.invalidateQueries(trpc.connectors.pathFilter());
  const save = useMutation(
    trpc.connectors.saveDraft.mutationOptions({
      onSuccess: async ({ savedAt }) => {
        draft.noteSaved(savedAt);
        await refresh();
      },
    }),
  );
  const remove = useMutation(
    trpc.connectors.remove.mutationOptions({
      onSuccess: async () => {
        tell(`${view.name} was removed.`);
        router.push('/integrations/connectors');
        await queries.invalidateQueries(trpc.connectors.list.pathFilter());
      },
    }),
  );
  const saveNow = () =>
    draft.definition && save.mutateAsync({ slug, definition: draft.definition, basedOn: draft.savedAt });
  const name = typeof draft.definition?.name === 'string' && draft.definition.name ? draft.definition.name : view.name;
  const errors = draft.problems.filter(({ severity }) => severity === 'error').length;
  const told = save.error && toldError(save.error);
  return (
    <div className="flex min-h-0 flex-1 flex-col max-md:overflow-y-auto">
      <PageHeader
        title={
          <span className="flex items-center gap-2.5">
            <AppIcon connector={slug} size={24} />
            {name}
          </span>
        }
        crumbs={[
          { name: 'Integrations', href: '/integrations' },
          { name: 'Connectors', href: '/integrations/connectors' },
          { name },
        ]}
        actions={
          <>
            <Button look="quiet" onClick={() => setDialog('remove')}>
              Remove
            </Button>
            {published !== null && <Button onClick={() => setDialog('make')}>Make an integration</Button>}
            <Button
              busy={save.isPending}
              disabled={!draft.definition || !draft.isChanged}
              onClick={() => void saveNow()?.catch(() => undefined)}
            >
              {draft.isChanged ? 'Save the draft' : 'Saved'}
            </Button>
            <Button
              look="primary"
              disabled={errors > 0 || (!draft.isChanged && !own.isChanged)}
              onClick={() => setDialog('publish')}
            >
              Publish
            </Button>
          </>
        }
      >
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          {published === null ? (
            <Status tone="paused" word="Draft, not published" />
          ) : (
            <Status tone="active" word={`Version ${published} is used`} />
          )}
          <span>
            Saved <RelativeTime at={draft.savedAt} />
            {own.savedBy && ` by ${own.savedBy}`}
          </span>
          <CopyId id={slug} what="connector" />
        </span>
      </PageHeader>
      <div className="flex flex-col gap-4 px-4 py-4 md:min-h-0 md:flex-1 md:overflow-y-auto md:px-6">
        {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
        <Tabs
          label="Connector"
          value={get('tab') || 'definition'}
          onChange={(tab) => set({ tab: tab === 'definition' ? '' : tab })}
          tabs={[
            { value: 'definition', name: 'Definition', content: <DefinitionTab draft={draft} /> },
            { value: 'test', name: 'Test', content: <TestTab slug={slug} draft={draft} /> },
            {
              value: 'versions',
              name: `Versions (${own.versions.length})`,
              content: <VersionsTab slug={slug} own={own} draft={draft} />,
            },
          ]}
        />
      </div>
      <PublishDialog
        slug={slug}
        open={dialog === 'publish'}
        onOpenChange={(open) => setDialog(open ? 'publish' : null)}
        beforePublish={async () => {
          if (draft.isChanged) await saveNow();
        }}
      />
      <MakeIntegration view={view} open={dialog === 'make'} onOpenChange={(open) => setDialog(open ? 'make' : null)} />
      <ConfirmDialog
        open={dialog === 'remove'}
        onOpenChange={(open) => setDialog(open ? 'remove' : null)}
        title={`Remove ${name}?`}
        consequences="The draft and all versions are deleted. This can't be undone. A connector that an integration is made of can't be removed."
        action="Remove the connector"
        busy={remove.isPending}
        error={remove.error && toldError(remove.error)}
        onConfirm={() => remove.mutate({ slug })}
      />
    </div>
  );
}
