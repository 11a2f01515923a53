'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import type { StatusTone } from '#app/ui/status-shape.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { toldError } from '../../data/told-error.ts';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import { CreatePortalLink } from './create-portal-link.tsx';

type PortalLink = Outputs['portalLinks']['list']['items'][number];

const states: Record<PortalLink['state'], { tone: StatusTone; word: string }> = {
  sent: { tone: 'waiting', word: 'Not opened' },
  opened: { tone: 'active', word: 'Opened' },
  done: { tone: 'active', word: 'Done' },
  expired: { tone: 'ended', word: 'Expired' },
  revoked: { tone: 'ended', word: 'Revoked' },
};

const columns = (onRevoke: (link: PortalLink) => void): Column<PortalLink>[] => [
  { head: 'For', grow: true, cell: (link) => link.email ?? link.name ?? 'A person of yours' },
  { head: 'What', cell: (link) => (link.kind === 'favour' ? 'Asked to connect' : 'Integrations') },
  { head: 'State', cell: (link) => <Status {...states[link.state]} /> },
  { head: 'Made', cell: (link) => <RelativeTime at={link.createdAt} /> },
  { head: 'Until', cell: (link) => <RelativeTime at={link.expiresAt} /> },
  {
    head: 'Actions',
    align: 'right',
    cell: (link) =>
      (link.state === 'sent' || link.state === 'opened') && (
        <Button size="small" onClick={() => onRevoke(link)}>
          Revoke<span className="sr-only"> the link for {link.email ?? link.name}</span>
        </Button>
      ),
  },
];

/** The links by which people of this customer get to the hosted page. */
export function PortalLinksSection({ customer }: { customer: Pick<Outputs['customers']['get'], 'id' | 'name'> }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<PortalLink | null>(null);
  const links = useQuery(
    trpc.portalLinks.list.queryOptions({ customer: customer.id, limit: 50 }, { refetchInterval: 5_000 }),
  );
  const revoke = useMutation(
    trpc.portalLinks.revoke.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.portalLinks.pathFilter());
        setRevoking(null);
      },
    }),
  );
  return (
    <Section
      title="Links to the hosted page"
      note="For people without a login in your product. Each works once."
      actions={
        <Button size="small" onClick={() => setCreating(true)}>
          Make a link
        </Button>
      }
    >
      <Loaded query={links} what="links" rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="px-4 py-3 text-muted">
              No link yet. Your backend makes them, too: <code className="font-mono">POST /api/v1/portal-links</code>
            </p>
          ) : (
            <DataTable
              label={`Links of ${customer.name}`}
              columns={columns(setRevoking)}
              rows={items}
              keyOf={(link) => link.id}
            />
          )
        }
      </Loaded>
      <CreatePortalLink customer={customer} open={creating} onOpenChange={setCreating} />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={() => setRevoking(null)}
        title="Revoke this link?"
        consequences="It can’t be opened any more, and who has opened it is signed out at once. What was connected by it stays."
        action="Revoke the link"
        busy={revoke.isPending}
        error={revoke.error && toldError(revoke.error)}
        onConfirm={() => revoking && revoke.mutate({ id: revoking.id })}
      />
    </Section>
  );
}
