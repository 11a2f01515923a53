import { type ReactNode, useId } from 'react';
import type { Match, MatchSource, MatchTarget } from '../../core/matching.ts';
import { ChevronIcon, CloseIcon } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import { phraseOf, stepChoices, stepOf } from './match-steps.ts';
import { SourcePicker } from './source-picker.tsx';

interface SelectProps {
  label: string;
  value: string;
  choices: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}

function Select({ label, value, choices, onChange }: SelectProps) {
  return (
    <div className="pt-select">
      <select
        className="pt-input"
        part="input"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {choices.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
      <ChevronIcon />
    </div>
  );
}

interface TextProps {
  label: string;
  value: string;
  choices?: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** A text, or one of the values that there are. */
function Text({ label, value, choices = [], onChange }: TextProps) {
  const id = useId();
  return (
    <>
      <input
        className="pt-input"
        part="input"
        type="text"
        aria-label={label}
        list={choices.length > 0 ? id : undefined}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {choices.length > 0 && (
        <datalist id={id}>
          {choices.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}

function Setting({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="pt-setting">
      <legend className="pt-label">{title}</legend>
      {children}
    </fieldset>
  );
}

function Remove({ what, onClick }: { what: string; onClick: () => void }) {
  const { t } = useTab();
  return (
    <button type="button" className="pt-icon-button" aria-label={t('matching.removeOf', { what })} onClick={onClick}>
      <CloseIcon />
    </button>
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

type Values = NonNullable<Match['values']>;

interface ValueTableProps {
  values: Values | undefined;
  given: readonly { value: string; label: string }[];
  wanted: readonly { value: string; label: string }[];
  app: string;
  onChange: (values: Values | undefined) => void;
}

const folded = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Every value that the app may have, with the one of the same name where there is one. */
function tableOf({ given, wanted }: Pick<ValueTableProps, 'given' | 'wanted'>): Values['table'] {
  return given.map(({ value, label }) => {
    const same = wanted.find((one) => [value, label].some((name) => folded(name) === folded(one.value)));
    return { from: [value], to: same?.value ?? '' };
  });
}

/** Several values may become one; what is not in the table goes by the rule under it. */
function ValueTable({ values, given, wanted, app, onChange }: ValueTableProps) {
  const { t } = useTab();
  if (!values) {
    const table = given.length > 0 ? tableOf({ given, wanted }) : [{ from: [''], to: '' }];
    return (
      <button
        type="button"
        className="pt-link pt-small"
        onClick={() => onChange({ table, otherwise: wanted.length > 0 ? 'error' : 'keep' })}
      >
        {t('matching.addValues')}
      </button>
    );
  }
  const { table, otherwise } = values;
  const change = (at: number, row: Partial<Values['table'][number]>) =>
    onChange({ ...values, table: table.map((one, index) => (index === at ? { ...one, ...row } : one)) });
  const rule = typeof otherwise === 'object' ? 'default' : otherwise;
  return (
    <>
      <ul className="pt-values">
        {table.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place.
          <li key={at}>
            <Text
              label={t('matching.valueFrom', { app })}
              value={row.from.join(', ')}
              choices={given}
              onChange={(text) => change(at, { from: text.split(',').map((one) => one.trim()) })}
            />
            <span aria-hidden="true">→</span>
            <Text
              label={t('matching.valueTo')}
              value={String(row.to ?? '')}
              choices={wanted}
              onChange={(to) => change(at, { to })}
            />
            <Remove
              what={row.from.join(', ')}
              onClick={() => {
                const rest = table.filter((_, index) => index !== at);
                onChange(rest.length > 0 ? { ...values, table: rest } : undefined);
              }}
            />
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="pt-link pt-small"
        onClick={() => onChange({ ...values, table: [...table, { from: [''], to: '' }] })}
      >
        {t('matching.addValue')}
      </button>
      <Select
        label={t('matching.otherwise')}
        value={rule}
        choices={[
          ['keep', t('matching.otherwiseKeep')],
          ['clear', t('matching.otherwiseClear')],
          ['error', t('matching.otherwiseError')],
          ['default', t('matching.otherwiseDefault')],
        ]}
        onChange={(next) =>
          onChange({
            ...values,
            otherwise: next === 'default' ? { default: '' } : (next as 'keep' | 'clear' | 'error'),
          })
        }
      />
      {typeof otherwise === 'object' && (
        <Text
          label={t('matching.otherwiseDefault')}
          value={String(otherwise.default ?? '')}
          choices={wanted}
          onChange={(text) => onChange({ ...values, otherwise: { default: text } })}
        />
      )}
    </>
  );
}
