import type { Match } from '../../core/matching.ts';
import { useTab } from '../tab-context.ts';
import { Remove, Select, Text } from './setting-controls.tsx';

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
export function ValueTable({ values, given, wanted, app, onChange }: ValueTableProps) {
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
      <span className="pt-label" aria-hidden="true">
        {t('matching.otherwise')}
      </span>
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
