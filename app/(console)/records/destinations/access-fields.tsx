import { Callout } from '#app/ui/callout.tsx';
import { sentenceAtField, type ToldError } from '../../data/told-error.ts';
import { AskedValue } from '../../integrations/asked-value.tsx';
import { ChoiceField } from '../../integrations/connectors/form-field.tsx';
import type { Abilities, AccessForm } from './use-access-form.ts';

interface AccessFieldsProps {
  abilities: Abilities;
  form: AccessForm;
  told: ToldError | null;
}

/** The connector's own form: how to get in. */
export function AccessFields({ abilities, form, told }: AccessFieldsProps) {
  const { current } = form;
  if (!current) return null;
  return (
    <>
      {abilities.ways.length > 1 && (
        <ChoiceField
          label="Kind of account"
          value={current.accountType ?? ''}
          choices={abilities.ways.map(({ accountType, label }) => ({ value: accountType ?? '', label }))}
          onChoose={form.setWay}
        />
      )}
      <Asked fields={current.fields} at="fields" form={form} told={told} />
    </>
  );
}

/** What is chosen for the destination itself. */
export const SettingFields = ({ form, told }: Omit<AccessFieldsProps, 'abilities'>) => (
  <Asked fields={form.settings} at="settings" form={form} told={told} />
);

function Asked({
  fields,
  at,
  form,
  told,
}: Omit<AccessFieldsProps, 'abilities'> & { fields: AccessForm['settings']; at: string }) {
  return fields.map((field) => (
    <AskedValue
      key={`${at}.${field.name}`}
      asked={field}
      stored={false}
      value={form.typedAt(at, field)}
      error={told?.field === `${at}.${field.name}` ? sentenceAtField(told) : undefined}
      onChange={(value) => form.change(at, field.name, value)}
    />
  ));
}

interface TestedProps {
  tested: { account: string; problem: { sentence: string; remedy: string } | null } | undefined;
}

/** What came of trying the access. */
export function Tested({ tested }: TestedProps) {
  if (!tested) return null;
  if (!tested.problem)
    return (
      <Callout tone="active" title={`The access works: ${tested.account}.`} text="Records can be written there." />
    );
  return (
    <Callout
      tone="attention"
      title={`We got in as ${tested.account}. ${tested.problem.sentence}`}
      text={tested.problem.remedy}
    />
  );
}
