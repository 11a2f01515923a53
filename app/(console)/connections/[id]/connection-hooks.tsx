'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { CopyButton } from '#app/ui/copy-button.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { Loaded } from '../../data/loaded.tsx';
import { ShownOnce } from '../../data/shown-once.tsx';
import { toldError } from '../../data/told-error.ts';
import { type Outputs, useTRPC } from '../../data/trpc.ts';
import { HookSecret } from './hook-secret.tsx';

type Hooks = Outputs['hooks']['get'];

interface ConnectionHooksProps {
  connection: Outputs['connections']['get'];
}

/** How the app tells of changes, and what a person has to enter there. */
export function ConnectionHooks({ connection }: ConnectionHooksProps) {
  const trpc = useTRPC();
  const hooks = useQuery(trpc.hooks.get.queryOptions({ id: connection.id }, { refetchInterval: 10_000 }));
  if (hooks.data?.way === 'none' || connection.status === 'disconnected') return null;
  return (
    <Section title="Hooks">
      <Loaded query={hooks} what="hooks" rows={2}>
        {(data) => <HooksOf hooks={data} connection={connection} />}
      </Loaded>
    </Section>
  );
}

function HooksOf({ hooks, connection }: ConnectionHooksProps & { hooks: Hooks }) {
  const app = connection.integration.name;
  return (
    <div className="flex flex-col gap-3 px-4 py-3.5">
      <p className="text-muted">{sentenceOf(hooks, app)}</p>
      {hooks.error && (
        <Callout
          tone="attention"
          title={hooks.error}
          text="Portico asks again by itself. Until then the syncs look for changes."
        />
      )}
      <Facts
        facts={[
          { name: 'Status', value: <HookStatus status={hooks.status} /> },
          ...(hooks.address === null ? [] : [{ name: 'Address', value: <Address address={hooks.address} /> }]),
          {
            name: 'Last event',
            value: hooks.lastEventAt === null ? 'None in the last 14 days' : <RelativeTime at={hooks.lastEventAt} />,
          },
          ...(hooks.expiresAt === null ? [] : [{ name: 'Ends', value: <Ends at={hooks.expiresAt} /> }]),
        ]}
      />
      {hooks.way !== 'app' && <HookActs hooks={hooks} connection={connection} />}
    </div>
  );
}

const Ends = ({ at }: { at: string }) => (
  <>
    <RelativeTime at={at} />; Portico renews it before that
  </>
);

const Address = ({ address }: { address: string }) => (
  <span className="flex items-center gap-1">
    <code className="break-all font-mono text-12">{address}</code>
    <CopyButton value={address} what="hook address" />
  </span>
);

function sentenceOf({ way, status, needed }: Hooks, app: string): string {
  if (way === 'app') return `${app} tells of all its accounts at this address. Enter it where your app is registered.`;
  if (way === 'entered') {
    return status === 'off'
      ? `${app} can tell of changes at an address that somebody enters there.`
      : `Whoever looks after ${app} enters this address there, with the secret.`;
  }
  if (needed) return `${app} tells Portico of changes, and the syncs read them at once.`;
  return status === 'off'
    ? `${app} can tell Portico of changes. No sync of this connection needs it.`
    : `${app} tells Portico of changes because somebody asked for it.`;
}

const words = {
  off: { tone: 'ended', word: 'Off' },
  pending: { tone: 'running', word: 'Being set up' },
  active: { tone: 'active', word: 'On' },
  failing: { tone: 'attention', word: 'Not told at the moment' },
} as const;

const HookStatus = ({ status }: { status: Hooks['status'] }) => <Status {...words[status]} />;

function HookActs({ hooks, connection }: ConnectionHooksProps & { hooks: Hooks }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [secret, setSecret] = useState<string | null>(null);
  const [entering, setEntering] = useState(false);
  const [closing, setClosing] = useState(false);
  const onSettled = () => queries.invalidateQueries(trpc.hooks.pathFilter());
  const ask = useMutation(
    trpc.hooks.ask.mutationOptions({ onSettled, onSuccess: ({ secret: shown }) => setSecret(shown) }),
  );
  const stop = useMutation(trpc.hooks.stop.mutationOptions({ onSettled, onSuccess: () => setClosing(false) }));
  const isEntered = hooks.way === 'entered';
  const error = ask.error ?? (isEntered ? null : stop.error);
  const { id } = connection;
  const told = error && toldError(error);
  return (
    <>
      {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      <div className="flex flex-wrap gap-2">
        {hooks.asked ? (
          <Button onClick={() => (isEntered ? setClosing(true) : stop.mutate({ id }))} busy={stop.isPending}>
            {isEntered ? 'Close the address' : 'Stop'}
          </Button>
        ) : (
          !hooks.needed && (
            <Button onClick={() => ask.mutate({ id })} busy={ask.isPending}>
              {hooks.way === 'entered' ? 'Make an address' : 'Ask to be told'}
            </Button>
          )
        )}
        {hooks.way === 'entered' && hooks.status !== 'off' && (
          <Button onClick={() => setEntering(true)}>Enter the app’s secret</Button>
        )}
      </div>
      <ConfirmDialog
        open={closing}
        onOpenChange={setClosing}
        title="Close this address?"
        consequences={`Whatever ${connection.integration.name} still sends there is refused from this moment on, and the syncs look for changes by themselves. This can’t be undone: a new address has to be entered at the app again, with a new secret.`}
        action="Close the address"
        busy={stop.isPending}
        error={stop.error && toldError(stop.error)}
        onConfirm={() => stop.mutate({ id })}
      />
      <HookSecret connection={connection} open={entering} onOpenChange={setEntering} />
      <Dialog open={secret !== null} onOpenChange={() => setSecret(null)} title="The address is there" keepOpen>
        <ShownOnce secret={secret ?? ''} what="secret" onDone={() => setSecret(null)}>
          <p className="text-muted">
            Enter it at {connection.integration.name} beside the address. Where the app shows a secret of its own, enter
            that one here instead.
          </p>
        </ShownOnce>
      </Dialog>
    </>
  );
}
