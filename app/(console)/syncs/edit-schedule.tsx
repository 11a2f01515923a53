'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Dialog } from '#app/ui/dialog.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { sentenceAtField, toldError } from '../data/told-error.ts';
import { type CallError, useTRPC } from '../data/trpc.ts';
import { useCallForm } from '../data/use-call-form.ts';
import { type ScheduleForm, scheduleOf, scheduleValues } from './schedule-form.ts';
import type { Sync } from './sync-status.tsx';

const kinds: { value: ScheduleForm['kind']; label: string }[] = [
  { value: 'every', label: 'Every so often' },
  { value: 'cron', label: 'By the clock' },
  { value: 'event', label: 'When your product tells an event' },
  { value: 'manual', label: 'Only when somebody starts it' },
];

interface EditScheduleProps {
  sync: Sync;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** When a sync runs by itself. */
export function EditSchedule({ sync, open, onOpenChange }: EditScheduleProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Change the schedule"
      description={`When the ${sync.label} of ${sync.customer.name} are read. A run on its way ends as it began.`}
    >
      <Form sync={sync} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Form({ sync, onDone }: { sync: Sync; onDone: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { register, handleSubmit, watch, setError, errorOf, refusal, refuse } = useCallForm<ScheduleForm>(
    scheduleValues(sync.schedule),
  );
  const zones = useId();
  const kind = watch('kind');
  const refuseAtField = (error: CallError) => {
    const told = toldError(error);
    const field = told.field?.replace('schedule.', '');
    if (field === 'expression' || field === 'zone' || field === 'event')
      setError(field, { message: sentenceAtField(told) }, { shouldFocus: true });
    else if (field === 'seconds') setError('count', { message: sentenceAtField(told) }, { shouldFocus: true });
    else refuse(error);
  };
  const update = useMutation(
    trpc.syncs.update.mutationOptions({
      onError: refuseAtField,
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.syncs.pathFilter());
        onDone();
      },
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit((values) => update.mutate({ id: sync.id, schedule: scheduleOf(values) }))}
    >
      <fieldset className="flex flex-col gap-1.5">
        <legend className="sr-only">When it runs</legend>
        {kinds.map(({ value, label }) => (
          <label key={value} className="flex min-h-6 items-center gap-2">
            <input type="radio" value={value} className="size-4 accent-accent" {...register('kind')} />
            {label}
          </label>
        ))}
      </fieldset>
      {kind === 'every' && (
        <Field label="How often" help="From one minute on." error={errorOf('count')}>
          {(ids) => (
            <span className="flex gap-2">
              <Input {...ids} type="number" min={1} inputMode="numeric" className="max-w-24" {...register('count')} />
              <Units {...register('unit')} />
            </span>
          )}
        </Field>
      )}
      {kind === 'cron' && (
        <>
          <Field
            label="Cron expression"
            help="Minute, hour, day of the month, month, day of the week: 0 7 * * 1-5 is 7 o’clock on working days."
            error={errorOf('expression')}
          >
            {(ids) => <Input {...ids} className="font-mono" autoComplete="off" {...register('expression')} />}
          </Field>
          <Field label="Time zone" help="Whose clock it means, summer time included." error={errorOf('zone')}>
            {(ids) => <Input {...ids} list={zones} autoComplete="off" {...register('zone')} />}
          </Field>
          <datalist id={zones}>
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
      {kind === 'event' && (
        <Field
          label="Event"
          help="Your product tells it with POST /api/v1/sync-events, for one customer at a time."
          error={errorOf('event')}
        >
          {(ids) => (
            <Input {...ids} className="font-mono" placeholder="order.paid" autoComplete="off" {...register('event')} />
          )}
        </Field>
      )}
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button look="primary" type="submit" busy={update.isPending}>
          Change the schedule
        </Button>
      </div>
    </form>
  );
}

const Units = (props: UseFormRegisterReturn) => (
  <select
    {...props}
    aria-label="Unit"
    className="h-8 rounded-control border border-control bg-surface px-2 text-13 text-ink"
  >
    <option value="minute">minutes</option>
    <option value="hour">hours</option>
    <option value="day">days</option>
  </select>
);
