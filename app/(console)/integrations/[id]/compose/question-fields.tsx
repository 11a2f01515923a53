'use client';

import { isObject, textAt, valueAt, withValue } from '../../connectors/definition.ts';
import { ChoiceField, problemAt, TextField } from '../../connectors/form-field.tsx';
import type { JsonPath } from '../../connectors/json-nodes.ts';
import type { Abilities } from '../integration-detail.ts';
import { Choices } from './choices.tsx';
import { Check, NumberField, Problems } from './controls.tsx';
import { listAt, type PartProps } from './part.ts';
import { answererOf, kinds, withKind } from './questions.ts';
import { beginCondition, type Fact, RuleEditor } from './rule-editor.tsx';
import { ValueField } from './value-field.tsx';

const answerers = [
  { value: 'customer', label: 'The customer' },
  { value: 'all', label: 'You, the same for all customers' },
  { value: 'each', label: 'You, for each customer' },
];

const ownFields = [
  'name',
  'label',
  'help',
  'placeholder',
  'page',
  'options',
  'default',
  'value',
  'pattern',
  'patternWords',
];

interface QuestionFieldsProps extends PartProps {
  at: number;
  ofConnector: Abilities['settings'][number] | undefined;
}

/** One question: what is asked, of whom, when, and which answers will do. */
export function QuestionFields({ at, ofConnector, ...state }: QuestionFieldsProps) {
  const { definition, onChange, problems, abilities } = state;
  const path: JsonPath = ['form', 'fields', at];
  const field = valueAt(definition, path);
  if (!isObject(field)) return <Problems problems={problems} at={path} />;
  const kind = ofConnector?.kind ?? (textAt(field, ['kind']) || 'text');
  const put = (name: string, value: unknown) => onChange(withValue(definition, [...path, name], value));
  const replace = (next: Record<string, unknown>) => onChange(withValue(definition, path, next));
  const answerer = answererOf(field);
  const before = factsBefore(listAt(definition, 'form', 'fields').slice(0, at));
  const pages = listAt(definition, 'form', 'pages').map((page) => ({
    value: textAt(page, ['key']),
    label: textAt(page, ['title']),
  }));
  const choices = ofConnector?.choices ?? field.choices;
  return (
    <>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <TextField {...state} path={[...path, 'label']} label="Question" optional={ofConnector !== undefined} />
        {ofConnector ? (
          <p className="self-end pb-1.5 text-12 text-faint">
            The connector asks it as “{ofConnector.label}” ({ofConnector.name}).
          </p>
        ) : (
          <TextField
            {...state}
            path={[...path, 'name']}
            label="Name"
            mono
            help="Your product reads the answer by it."
          />
        )}
        <ChoiceField
          label="Who answers"
          value={answerer}
          choices={answerers}
          path={[...path, 'internalOnly']}
          onChoose={(who) => {
            const { value, internalOnly: _, ...rest } = field;
            replace({
              ...rest,
              ...(who !== 'customer' && { internalOnly: true }),
              ...(who === 'all' && { value: value ?? '' }),
            });
          }}
        />
        {!ofConnector && (
          <ChoiceField
            label="Kind"
            value={kind}
            choices={kinds}
            path={[...path, 'kind']}
            error={problemAt(problems, [...path, 'kind'])}
            onChoose={(next) => replace(withKind(field, next))}
          />
        )}
        {answerer === 'all' && (
          <ValueField
            label="Your answer"
            help="Never sent to a browser."
            kind={kind}
            choices={choices}
            path={[...path, 'value']}
            error={problemAt(problems, [...path, 'value'])}
            value={field.value}
            onChange={(value) => put('value', value ?? '')}
          />
        )}
        {answerer !== 'all' && kind !== 'password' && (
          <ValueField
            label="Default"
            optional
            kind={kind}
            choices={choices}
            path={[...path, 'default']}
            error={problemAt(problems, [...path, 'default'])}
            value={field.default}
            onChange={(value) => put('default', value)}
          />
        )}
      </div>
      {answerer === 'customer' && (
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <TextField {...state} path={[...path, 'help']} label="Help under it" optional />
          <TextField {...state} path={[...path, 'placeholder']} label="Example in the field" optional />
          {pages.length > 0 && (
            <ChoiceField
              label="Page"
              value={textAt(field, ['page'])}
              choices={[{ value: '', label: 'The first' }, ...pages]}
              path={[...path, 'page']}
              error={problemAt(problems, [...path, 'page'])}
              onChoose={(page) => put('page', page || undefined)}
            />
          )}
          <div className="self-center">
            <Check
              label="Must be answered"
              checked={field.required === true}
              path={[...path, 'required']}
              onChange={(on) => put('required', on || undefined)}
            />
          </div>
        </div>
      )}
      {!ofConnector && (kind === 'select' || kind === 'cards') && <Choices {...state} path={[...path, 'choices']} />}
      {!ofConnector && kind === 'options' && (
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <ChoiceField
            label="Which choices of the app"
            value={textAt(field, ['options'])}
            choices={abilities.options.map((name) => ({ value: name, label: name }))}
            help={abilities.options.length === 0 ? 'The connector gives none: list the choices instead.' : undefined}
            path={[...path, 'options']}
            error={problemAt(problems, [...path, 'options'])}
            onChoose={(options) => put('options', options)}
          />
          {before.length > 0 && (
            <fieldset className="flex flex-col gap-1">
              <legend className="mb-1 font-medium">They depend on</legend>
              {before.map(({ path: name, name: label }) => (
                <Check
                  key={name}
                  label={label ?? name}
                  checked={listAt(field, 'dependsOn').includes(name)}
                  onChange={(on) => {
                    const others = listAt(field, 'dependsOn').filter((one) => one !== name);
                    const next = on ? [...others, name] : others;
                    put('dependsOn', next.length > 0 ? next : undefined);
                  }}
                />
              ))}
            </fieldset>
          )}
        </div>
      )}
      {kind === 'number' && (
        <div className="grid grid-cols-2 gap-4">
          {(['min', 'max'] as const).map((name) => (
            <NumberField
              key={name}
              label={name === 'min' ? 'At least' : 'At most'}
              path={[...path, name]}
              value={field[name]}
              onChange={(value) => put(name, value)}
            />
          ))}
        </div>
      )}
      {!ofConnector && (kind === 'text' || kind === 'multiline') && (
        <details className="text-13">
          <summary className="text-muted">Which texts will do</summary>
          <div className="grid grid-cols-1 gap-4 pt-3 sm:grid-cols-2">
            {(['minLength', 'maxLength'] as const).map((name) => (
              <NumberField
                key={name}
                label={name === 'minLength' ? 'Characters at least' : 'Characters at most'}
                path={[...path, name]}
                value={field[name]}
                onChange={(value) => put(name, value)}
              />
            ))}
            <TextField {...state} path={[...path, 'pattern']} label="Pattern" optional mono placeholder="^\d{4}$" />
            <TextField
              {...state}
              path={[...path, 'patternWords']}
              label="The pattern in words"
              optional
              placeholder="Four digits"
            />
          </div>
        </details>
      )}
      {before.length > 0 && <ShowWhen state={state} path={[...path, 'showWhen']} before={before} />}
      <Problems problems={problems} at={path} except={ownFields} />
    </>
  );
}

/** What earlier questions are called, and their choices: what a condition may ask for. */
const factsBefore = (fields: unknown[]): Fact[] =>
  fields.map((field) => ({
    path: textAt(field, ['name']),
    name: textAt(field, ['label']),
    values: isObject(field) ? listAt(field, 'choices').map((choice) => textAt(choice, ['value'])) : [],
  }));

function ShowWhen({ state, path, before }: { state: PartProps; path: JsonPath; before: Fact[] }) {
  const { definition, onChange } = state;
  const rule = valueAt(definition, path);
  const put = (next: unknown) => onChange(withValue(definition, path, next));
  return (
    <div className="flex flex-col gap-2" data-path={path.join('.')}>
      <Check
        label="Asked only where earlier answers say so"
        checked={isObject(rule)}
        onChange={(on) => put(on ? beginCondition(before) : undefined)}
      />
      {isObject(rule) && <RuleEditor rule={rule} facts={before} onChange={put} />}
    </div>
  );
}
