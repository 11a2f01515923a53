'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { CopyId } from '#app/ui/copy-id.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { Loaded } from '../data/loaded.tsx';
import { toldError } from '../data/told-error.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';
import { AddEmbedKey } from './add-embed-key.tsx';

type EmbedKey = Outputs['embedKeys']['list']['items'][number];

const sourceWords = (key: EmbedKey) => {
  if (key.own) return 'Portico signs with it';
  return key.jwksUrl ?? 'Public key';
};

const columns = (onRevoke: (key: EmbedKey) => void): Column<EmbedKey>[] => [
  { head: 'Name', cell: (key) => key.name },
  { head: 'Comes from', grow: true, cell: sourceWords },
  { head: 'Key id (kid)', cell: (key) => <CopyId id={key.kid} what="key id" short /> },
  { head: 'Algorithm', cell: (key) => key.algorithm },
  {
    head: 'State',
    cell: (key) => (key.revokedAt ? <Status tone="ended" word="Revoked" /> : <Status tone="active" word="Active" />),
  },
  { head: 'Added', cell: (key) => <RelativeTime at={key.createdAt} /> },
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

export function EmbedKeysSection() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<EmbedKey | null>(null);
  const keys = useQuery(trpc.embedKeys.list.queryOptions({ limit: 200 }));
  const revoke = useMutation(
    trpc.embedKeys.revoke.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.embedKeys.pathFilter());
        setRevoking(null);
      },
    }),
  );
  return (
    <Section
      title="Embed keys"
      note="Your backend signs embed tokens; Portico checks them with these. Several may be active at once."
      actions={
        <Button size="small" onClick={() => setAdding(true)}>
          Add a key
        </Button>
      }
    >
      <Loaded query={keys} what="embed keys" rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="px-4 py-3 text-muted">
              No key yet, so no embed token is accepted. Without a signer of your own, call{' '}
              <code className="font-mono">POST /api/v1/embed-sessions</code>.
            </p>
          ) : (
            <DataTable label="Embed keys" columns={columns(setRevoking)} rows={items} keyOf={(key) => key.id} />
          )
        }
      </Loaded>
      <AddEmbedKey open={adding} onOpenChange={setAdding} />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={() => setRevoking(null)}
        title={`Revoke ${revoking?.name ?? 'the key'}?`}
        consequences="Tokens signed with it are refused from this moment on: customers who open the tab see that it can't be loaded. Add the new key and sign with it first. This can't be undone."
        action="Revoke the key"
        busy={revoke.isPending}
        error={revoke.error && toldError(revoke.error)}
        onConfirm={() => revoking && revoke.mutate({ id: revoking.id })}
      />
    </Section>
  );
}
