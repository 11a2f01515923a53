'use client';

import { useMutation } from '@tanstack/react-query';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Section } from '#app/ui/section.tsx';
import { toldError } from '../../../data/told-error.ts';
import { type Outputs, useTRPC } from '../../../data/trpc.ts';
import type { Definition } from '../../../integrations/connectors/definition.ts';
import { fieldsIn, targetOf, withMoreFields } from './mapping-document.ts';
import type { MappingDraft } from './use-mapping.ts';

type Suggestion = Outputs['mappings']['suggest']['suggestions'][number];

const percent = new Intl.NumberFormat(undefined, { style: 'percent' });

/** For each field of the model that is not mapped yet: which of the app's it could be, how sure that is, and why. */
export function Suggestions({ draft, document }: { draft: MappingDraft; document: Definition }) {
  const trpc = useTRPC();
  const suggest = useMutation(trpc.mappings.suggest.mutationOptions());
  const named = new Set(fieldsIn(document).map(targetOf));
  const open = (suggest.data?.suggestions ?? []).filter(({ target }) => !named.has(target));
  const take = (taken: Suggestion[]) =>
    draft.change(
      withMoreFields(
        document,
        taken.map(({ target, from }) => ({ target, from })),
      ),
    );
  const told = suggest.error && toldError(suggest.error);
  return (
    <Section
      title="Suggestions"
      note="By names, types and values; a person decides"
      actions={
        <>
          <Button
            size="small"
            busy={suggest.isPending}
            disabled={!draft.target}
            onClick={() => draft.target && suggest.mutate({ id: draft.syncId, target: draft.target })}
          >
            Suggest fields
          </Button>
          {open.length > 1 && (
            <Button size="small" onClick={() => take(open)}>
              Take all {open.length}
            </Button>
          )}
        </>
      }
    >
      {told && <Callout tone="failed" title={told.message} text={told.remedy} />}
      {open.length === 0 ? (
        <p className="px-4 py-3 text-muted">
          {!draft.target
            ? 'With a model, Portico finds a field of the app for each of its fields.'
            : suggest.data
              ? 'Every field that something was found for is mapped.'
              : 'Nothing was asked yet.'}
        </p>
      ) : (
        <ul>
          {open.map((one) => (
            <li
              key={one.target}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-0"
            >
              <code className="font-mono text-12 wrap-anywhere">
                {one.source} → {one.target}
              </code>
              <span className="text-12 text-muted">
                {percent.format(one.confidence)} sure: {one.reasons.join(', ')}
              </span>
              <Button size="small" className="ml-auto" onClick={() => take([one])}>
                Take it<span className="sr-only"> for {one.target}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
