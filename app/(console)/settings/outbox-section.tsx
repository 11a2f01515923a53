'use client';

import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { LoadMore } from '#app/ui/load-more.tsx';
import { RelativeTime } from '#app/ui/relative-time.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import type { StatusTone } from '#app/ui/status-shape.tsx';
import { listOf, paging } from '../data/list-of.ts';
import { Loaded } from '../data/loaded.tsx';
import { toldError } from '../data/told-error.ts';
import { type Outputs, useTRPC } from '../data/trpc.ts';

type Mail = Outputs['mails']['list']['items'][number];

const statuses: Record<Mail['status'], { tone: StatusTone; word: string }> = {
  waiting: { tone: 'waiting', word: 'Being sent' },
  sent: { tone: 'active', word: 'Sent' },
  failed: { tone: 'failed', word: 'Not sent' },
  kept: { tone: 'paused', word: 'Kept here' },
};

const columns = (onRead: (mail: Mail) => void): Column<Mail>[] => [
  { head: 'Subject', grow: true, cell: (mail) => mail.subject },
  { head: 'To', cell: (mail) => mail.to },
  { head: 'State', cell: (mail) => <Status {...statuses[mail.status]} /> },
  { head: 'Written', cell: (mail) => <RelativeTime at={mail.createdAt} /> },
  {
    head: 'Actions',
    align: 'right',
    cell: (mail) =>
      mail.status === 'kept' && (
        <Button size="small" onClick={() => onRead(mail)}>
          Read<span className="sr-only"> {mail.subject}</span>
        </Button>
      ),
  },
];

const notes = {
  smtp: (from: string | null) => `E-mails are sent from ${from ?? 'the address in MAIL_FROM'}.`,
  console: () => 'There is no mail server (SMTP_URL), so what would be sent is shown here instead.',
  none: () => 'There is no mail server (SMTP_URL): in production no e-mail is written without one.',
};

/** Every e-mail of this environment; where nobody would get them, what they say, too. */
export function OutboxSection() {
  const trpc = useTRPC();
  const [reading, setReading] = useState<Mail | null>(null);
  const way = useQuery(trpc.mails.way.queryOptions());
  const mails = useInfiniteQuery(
    trpc.mails.list.infiniteQueryOptions({ limit: 20 }, { ...paging, refetchInterval: 5_000 }),
  );
  const { rows, foot } = listOf(mails);
  return (
    <Section title="Outbox" note={way.data && notes[way.data.way](way.data.from)}>
      <Loaded query={mails} what="e-mails" rows={2}>
        {() =>
          rows.length === 0 ? (
            <p className="px-4 py-3 text-muted">
              No e-mail yet. Links to the hosted page, codes, and what asks a customer to reconnect show up here.
            </p>
          ) : (
            <DataTable
              label="E-mails"
              columns={columns(setReading)}
              rows={rows}
              keyOf={(mail) => mail.id}
              footer={<LoadMore {...foot} />}
            />
          )
        }
      </Loaded>
      <Dialog
        open={reading !== null}
        onOpenChange={() => setReading(null)}
        title={reading?.subject ?? ''}
        description={reading && `To ${reading.to}`}
      >
        {reading && <Content id={reading.id} />}
      </Dialog>
    </Section>
  );
}

/** What it says lets its reader in: it is fetched when somebody asks for it, and not before. */
function Content({ id }: { id: string }) {
  const trpc = useTRPC();
  const read = useMutation(trpc.mails.read.mutationOptions());
  const told = read.error && toldError(read.error);
  if (told) return <Callout tone="failed" title={told.message} text={told.remedy} />;
  if (read.data) return <CodeBlock code={read.data.text} what="e-mail" wrap />;
  return (
    <Button look="primary" busy={read.isPending} onClick={() => read.mutate({ id })}>
      Show what it says
    </Button>
  );
}
