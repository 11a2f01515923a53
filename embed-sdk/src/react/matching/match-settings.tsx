import type { ReactNode } from 'react';
import type { Match, MatchSource, MatchTarget } from '../../core/matching.ts';
import { useTab } from '../tab-context.ts';
import { phraseOf, stepChoices, stepOf } from './match-steps.ts';
import { Remove, Select, Text } from './setting-controls.tsx';
import { SourcePicker } from './source-picker.tsx';
import { ValueTable } from './value-table.tsx';

function Setting({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="pt-setting">
      <legend className="pt-label">{title}</legend>
      {children}
    </fieldset>
  );
}

export interface MatchSettingsProps {
  match: Match;
  target: MatchTarget;
  source: MatchSource | undefined;
  sources: readonly MatchSource[];
  app: string;
  onChange: (match: Match) => void;
}

/** What is done to a value on its way: changes, a table of values, and what happens where nothing is there. */
export function MatchSettings({ match, target, source, sources, app, onChange }: MatchSettingsProps) {
  const { t } = useTab();
  const { steps = [], values, empty, fallback } = match;
  const isList = source?.type === 'list' || source?.type === 'choices';
  const setSteps = (next: typeof steps) => onChange({ ...match, steps: next.length > 0 ? next : undefined });
  const policies = [
    ['skip', t('matching.emptySkip')],
    ['clear', t('matching.emptyClear')],
    ['error', t('matching.emptyError')],
    ['default', t('matching.emptyDefault')],
  ] as const;
  const policy = typeof empty === 'object' ? 'default' : (empty ?? 'skip');
  const given = typeof empty === 'object' ? String(empty.default ?? '') : '';
  const wanted = target.choices?.map((value) => ({ value, label: value }));
  return (
    <div className="pt-settings" part="match-settings">
      <Setting title={t('matching.changes')}>
        {steps.length > 0 && (
          <ol className="pt-settings__list">
            {steps.map((step, at) => {
              const what = t(phraseOf(step), { name: step.do });
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same change may stand there twice.
                <li key={at}>
                  <span>{what}</span>
                  <Remove what={what} onClick={() => setSteps(steps.filter((_, other) => other !== at))} />
                </li>
              );
            })}
          </ol>
        )}
        <Select
          label={t('matching.addChange')}
          value=""
          choices={[
            ['', t('matching.addChange')],
            ...stepChoices(isList).map((name) => [name, t(`step.${name}`)] as const),
          ]}
          onChange={(name) => {
            const step = stepOf(name);
            if (step) setSteps([...steps, step]);
          }}
        />
      </Setting>
      <Setting title={t('matching.values')}>
        <ValueTable
          values={values}
          given={source?.values ?? []}
          wanted={wanted ?? []}
          app={app}
          onChange={(next) => onChange({ ...match, values: next })}
        />
      </Setting>
      <Setting title={t('matching.fallback')}>
        <SourcePicker
          sources={sources}
          value={fallback ?? null}
          app={app}
          label={t('matching.fallback')}
          onChange={(path) => onChange({ ...match, fallback: path ?? undefined })}
        />
      </Setting>
      <Setting title={t('matching.empty')}>
        <Select
          label={t('matching.empty')}
          value={policy}
          choices={policies.filter(([one]) => one !== 'clear' || !target.required)}
          onChange={(next) =>
            onChange({
              ...match,
              empty: next === 'default' ? { default: given } : (next as 'skip' | 'clear' | 'error'),
            })
          }
        />
        {policy === 'default' && (
          <Text
            label={t('matching.emptyDefault')}
            value={given}
            choices={wanted}
            onChange={(text) => onChange({ ...match, empty: { default: text } })}
          />
        )}
      </Setting>
    </div>
  );
}
