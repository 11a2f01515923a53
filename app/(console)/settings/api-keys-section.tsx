'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { Loaded } from '../data/loaded.tsx';
import { toldError } from '../data/told-error.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';
import { CreateApiKey } from './create-api-key.tsx';

type ApiKey = Outputs['apiKeys']['list']['items'][number];

const columns = (onRevoke: (key: ApiKey) => void): Column<ApiKey>[] => [
  { head: 'Name', grow: true, cell: (key) => key.name },
  { head: 'Key', cell: (key) => <code className="font-mono text-12">{key.hint}</code> },
  {
    head: 'State',
    cell: (key) => (key.revokedAt ? <Status tone="ended" word="Revoked" /> : <Status tone="active" word="Active" />),
  },
  { head: 'Last used', cell: (key) => (key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : 'Never') },
  { head: 'Created', cell: (key) => <RelativeTime at={key.createdAt} /> },
  {
    head: 'Actions',
    align: 'right',
    cell: (key) =>
      !key.revokedAt && (
        <Button size="small" onClick={() => onRevoke(key)}>
          Revoke<span className="sr-only"> {key.name}</span>
        </Button>
      ),
  },
];

export function ApiKeysSection() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const keys = useQuery(trpc.apiKeys.list.queryOptions({ limit: 200 }));
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.apiKeys.pathFilter());
        setRevoking(null);
      },
    }),
  );
  return (
    <Section
      title="API keys"
      note="Your backend reads records and starts syncs with them."
      actions={
        <Button size="small" onClick={() => setCreating(true)}>
          Create a key
        </Button>
      }
    >
      <Loaded query={keys} what="API keys" rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="px-4 py-3 text-muted">
              No key yet. Your backend sends one as <code className="font-mono">Authorization: Bearer sk_…</code>
            </p>
          ) : (
            <DataTable label="API keys" columns={columns(setRevoking)} rows={items} keyOf={(key) => key.id} />
          )
        }
      </Loaded>
      <CreateApiKey open={creating} onOpenChange={setCreating} />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={() => setRevoking(null)}
        title={`Revoke ${revoking?.name ?? 'the key'}?`}
        consequences="Whatever still uses it is refused from this moment on. This can't be undone; make and roll out a new key first."
        action="Revoke the key"
        busy={revoke.isPending}
        error={revoke.error && toldError(revoke.error)}
        onConfirm={() => revoking && revoke.mutate({ id: revoking.id })}
      />
    </Section>
  );
}
