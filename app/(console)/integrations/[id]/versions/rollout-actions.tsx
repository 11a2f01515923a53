'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { ConfirmDialog } from '#app/ui/confirm-dialog.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { toldError } from '../../../data/told-error.ts';
import { useTRPC } from '../../../data/trpc.ts';
import type { IntegrationDetail, Rollout } from '../integration-detail.ts';
import { type ReachForm, reachOf, reachProblem } from './reach.ts';
import { ReachFields } from './reach-fields.tsx';

/** Halt, go on, give it to more, take it back. */
export function RolloutActions({ rollout, detail }: { rollout: Rollout; detail: IntegrationDetail }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<'widen' | 'back' | null>(null);
  const refresh = async () => {
    await Promise.all([
      queries.invalidateQueries(trpc.integrations.pathFilter()),
      queries.invalidateQueries(trpc.integrationVersions.pathFilter()),
      queries.invalidateQueries(trpc.rollouts.pathFilter()),
    ]);
  };
  const halt = useMutation(trpc.rollouts.halt.mutationOptions({ onSuccess: refresh }));
  const resume = useMutation(trpc.rollouts.resume.mutationOptions({ onSuccess: refresh }));
  const back = useMutation(
    trpc.rollouts.rollBack.mutationOptions({
      onSuccess: async () => {
        setDialog(null);
        await refresh();
      },
    }),
  );
  const { id, version, from, status } = rollout;
  const isOpen = status === 'running' || status === 'halted';
  const canGoBack = isOpen || (status === 'finished' && detail.liveVersion === version && detail.rollout === null);
  const refused = halt.error ?? resume.error;
  const told = refused && toldError(refused);
  return (
    <>
      {told && <p className="text-12 text-failed">{told.message}</p>}
      {isOpen && rollout.share < 100 && (
        <Button size="small" onClick={() => setDialog('widen')}>
          Give it to more…
        </Button>
      )}
      {status === 'running' && (
        <Button size="small" busy={halt.isPending} onClick={() => halt.mutate({ id })}>
          Halt
        </Button>
      )}
      {status === 'halted' && (
        <Button size="small" busy={resume.isPending} onClick={() => resume.mutate({ id })}>
          Let it go on
        </Button>
      )}
      {canGoBack && (
        <Button size="small" onClick={() => setDialog('back')}>
          Roll back…
        </Button>
      )}
      <Widen
        key={`${rollout.share} ${dialog}`}
        rollout={rollout}
        open={dialog === 'widen'}
        onClose={() => setDialog(null)}
      />
      <ConfirmDialog
        open={dialog === 'back'}
        onOpenChange={(open) => setDialog(open ? 'back' : null)}
        title={`Roll version ${version} back?`}
        consequences={`Everybody who has version ${version} comes back to the version and the answers that they had before it, most of them version ${from}. Syncs that it brought are paused and their records stay. It can be rolled out again later.`}
        action="Roll it back"
        busy={back.isPending}
        error={back.error && toldError(back.error)}
        onConfirm={() => back.mutate({ id })}
      />
    </>
  );
}

interface WidenProps {
  rollout: Rollout;
  open: boolean;
  onClose: () => void;
}

function Widen({ rollout, open, onClose }: WidenProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reach, setReach] = useState<ReachForm>({
    kind: rollout.share > 0 ? 'share' : 'list',
    share: String(Math.min(100, Math.max(10, rollout.share * 2))),
    customers: [],
    minRuns: String(rollout.minRuns),
    maxPoints: String(rollout.maxPoints),
  });
  const [asked, setAsked] = useState(false);
  const change = useMutation(
    trpc.rollouts.change.mutationOptions({
      onSuccess: async () => {
        onClose();
        await Promise.all([
          queries.invalidateQueries(trpc.integrations.pathFilter()),
          queries.invalidateQueries(trpc.rollouts.pathFilter()),
        ]);
      },
    }),
  );
  const problem = reachProblem(reach);
  const told = change.error && toldError(change.error);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Give version ${rollout.version} to more customers`}
      description="Who has it keeps it; others come to it a few at a time."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (problem) return;
          const { share, ...wanted } = reachOf(reach);
          // A list adds to whom it reaches already.
          change.mutate({ id: rollout.id, ...wanted, ...(reach.kind !== 'list' && { share }) });
        }}
      >
        <ReachFields reach={reach} onChange={setReach} error={asked ? problem : undefined} />
        {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={change.isPending}>
            Give it to them
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
