'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { LoadingRows } from '#app/ui/loading-rows.tsx';
import { Section } from '#app/ui/section.tsx';
import { useTell } from '#app/ui/toaster.tsx';
import { toldError } from '../../../data/told-error.ts';
import { useTRPC } from '../../../data/trpc.ts';
import { useFilters } from '../../../shell/use-filters.ts';
import type { IntegrationDetail } from '../integration-detail.ts';
import { AffectedList } from './affected-list.tsx';
import { ChangeList, weightWords } from './change-list.tsx';
import { beginReach, reachOf, reachProblem } from './reach.ts';
import { ReachFields } from './reach-fields.tsx';

/** What publishing the draft would mean, for whom; and the publishing itself. */
export function PublishTab({ detail, isSaving }: { detail: IntegrationDetail; isSaving: boolean }) {
  const { set } = useFilters();
  const errors = detail.problems.filter(({ severity }) => severity === 'error');
  const warnings = detail.problems.length - errors.length;
  const back = <Button onClick={() => set({ tab: 'compose' })}>Back to composing</Button>;
  const next = (detail.version ?? 0) + 1;
  if (isSaving) return <LoadingRows what="what changes" rows={4} />;
  if (detail.change === 'none')
    return (
      <Blocked title={`The draft is what version ${detail.liveVersion} says already.`} action={back}>
        Change something first.
      </Blocked>
    );
  if (errors.length > 0)
    return (
      <Blocked title="The draft has mistakes." action={back}>
        {errors[0]?.message} {errors[0]?.remedy}
      </Blocked>
    );
  if (detail.rollout)
    return (
      <Blocked
        title={`Version ${detail.rollout.version} is still being rolled out.`}
        action={<Button onClick={() => set({ tab: 'versions' })}>Look at the rollout</Button>}
      >
        Give it to everybody, or roll it back; then the next one can follow.
      </Blocked>
    );
  return (
    <div className="flex max-w-5xl flex-col gap-6">
      <h2 className="text-16 font-semibold">Publish version {next}</h2>
      {warnings > 0 && (
        <Callout
          tone="attention"
          title={warnings === 1 ? 'There is a warning.' : `There are ${warnings} warnings.`}
          text={detail.problems.map(({ message }) => message).join(' ')}
        />
      )}
      <Section title="What changes" note={weightWords[detail.change]}>
        {detail.changes.length > 0 ? (
          <ChangeList changes={detail.changes} />
        ) : (
          <p className="px-4 py-3 text-muted">
            {detail.change === 'first'
              ? 'Customers see it in the tab as soon as it is published.'
              : 'Nothing that customers would notice.'}
          </p>
        )}
      </Section>
      {detail.liveVersion !== null && <AffectedList slug={detail.slug} />}
      <PublishForm detail={detail} next={next} />
    </div>
  );
}

const Blocked = ({
  title,
  action,
  children,
}: {
  title: string;
  action: React.ReactNode;
  children: React.ReactNode;
}) => (
  <div className="flex max-w-xl flex-col items-start gap-3">
    <Callout tone="attention" title={title} text={children} />
    {action}
  </div>
);

function PublishForm({ detail, next }: { detail: IntegrationDetail; next: number }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const tell = useTell();
  const { set } = useFilters();
  const [note, setNote] = useState('');
  const [reach, setReach] = useState(beginReach);
  const [asked, setAsked] = useState(false);
  const isFirst = detail.liveVersion === null;
  const publish = useMutation(
    trpc.integrations.publish.mutationOptions({
      onSuccess: async ({ version, rolloutId }) => {
        await Promise.all([
          queries.invalidateQueries(trpc.integrations.pathFilter()),
          queries.invalidateQueries(trpc.integrationVersions.pathFilter()),
          queries.invalidateQueries(trpc.rollouts.pathFilter()),
        ]);
        tell(`Version ${version} of ${detail.name} was published.`);
        set({ tab: rolloutId ? 'versions' : '' });
      },
    }),
  );
  const told = publish.error && toldError(publish.error);
  const waits = detail.upgrades === 'manual';
  const [kept, setKept] = useState(waits);
  const problem = isFirst || kept ? undefined : reachProblem(reach);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (problem) return;
        publish.mutate({ slug: detail.slug, note, ...(!isFirst && !kept && { reach: reachOf(reach) }) });
      }}
    >
      {!isFirst && (
        <Section title="Whom it reaches">
          <div className="flex flex-col gap-4 p-4">
            {waits && (
              <label className="flex items-start gap-2">
                <input
                  type="checkbox"
                  className="mt-0.5 size-4 accent-accent"
                  checked={kept}
                  onChange={(event) => setKept(event.currentTarget.checked)}
                />
                <span>
                  New customers only, for now
                  <span className="block text-12 text-faint">
                    This integration’s versions wait until you roll them out to those who have it.
                  </span>
                </span>
              </label>
            )}
            {!kept && <ReachFields reach={reach} onChange={setReach} error={asked ? problem : undefined} />}
          </div>
        </Section>
      )}
      <Field label="What has changed" optional help="For your colleagues, in the list of versions.">
        {(ids) => (
          <Input {...ids} maxLength={2000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        )}
      </Field>
      {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      <div className="flex gap-2">
        <Button onClick={() => set({ tab: 'compose' })}>Back to composing</Button>
        <Button look="primary" type="submit" busy={publish.isPending}>
          Publish version {next}
        </Button>
      </div>
    </form>
  );
}
