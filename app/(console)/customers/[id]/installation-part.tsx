'use client';

import Link from 'next/link';
import { Callout } from '#app/ui/callout.tsx';
import { ConnectionStatus } from '../../connections/connection-status.tsx';
import { AppIcon } from '../../data/app-icon.tsx';
import type { Outputs } from '../../data/trpc.ts';
import { SyncRow } from '../../syncs/sync-row.tsx';

type Installation = Outputs['installations']['list']['items'][number];
type Connection = Installation['connections'][number];

/** One integration of a customer: its accounts, and under each what is synced. */
export function InstallationPart({ installation }: { installation: Installation }) {
  const { integration, connections, syncs } = installation;
  return (
    <section aria-label={integration.name} className="overflow-hidden rounded-panel border border-line">
      <div className="flex items-center gap-2.5 border-b border-line bg-canvas px-4 py-2.5">
        <AppIcon connector={integration.connector} />
        <h2 className="text-14 font-semibold">{integration.name}</h2>
        {installation.status !== 'active' && <span className="text-12 text-faint">{installation.status}</span>}
      </div>
      <Answers answers={installation.answers} />
      {connections.length === 0 && <p className="px-4 py-3 text-muted">No account is connected.</p>}
      {connections.map((connection) => (
        <ConnectionPart
          key={connection.id}
          connection={connection}
          syncs={syncs.filter((sync) => sync.connectionId === connection.id)}
        />
      ))}
    </section>
  );
}

/** What the customer answered after connecting. */
function Answers({ answers }: { answers: Installation['answers'] }) {
  const given = Object.entries(answers);
  if (given.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 border-b border-line px-4 py-2 text-12">
      {given.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-1.5">
          <dt className="text-faint">{name}</dt>
          <dd className="min-w-0 wrap-anywhere">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function ConnectionPart({ connection, syncs }: { connection: Connection; syncs: Installation['syncs'] }) {
  const attention = connection.status === 'needs_reauth' || connection.status === 'misconfigured';
  return (
    <div className="border-b border-line last:border-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 pt-3 pb-1">
        <Link href={`/connections/${connection.id}`} className="min-w-0 truncate font-medium hover:underline">
          {connection.account ?? 'Account without a name'}
        </Link>
        <ConnectionStatus status={connection.status} />
      </div>
      {attention && connection.reasonSentence && (
        <div className="px-4 py-1">
          <Callout
            tone="attention"
            title={connection.reasonSentence}
            text={`${connection.customer.name} sees this with a Reconnect button in its tab.`}
          />
        </div>
      )}
      <ul>
        {syncs.map((sync) => (
          <SyncRow key={sync.id} sync={sync} connection={connection.status} />
        ))}
      </ul>
    </div>
  );
}
