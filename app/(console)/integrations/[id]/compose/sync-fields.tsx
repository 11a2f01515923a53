'use client';

import { isObject, textAt, valueAt, withValue } from '../../connectors/definition.ts';
import { ChoiceField, problemAt, TextField } from '../../connectors/form-field.tsx';
import type { JsonPath } from '../../connectors/json-nodes.ts';
import { Check, NumberField, Problems } from './controls.tsx';
import { JsonBlock } from './json-block.tsx';
import type { PartProps } from './part.ts';
import { ScheduleFields } from './schedule-fields.tsx';

const offers = [
  { value: 'always', label: 'Always: as long as it is connected' },
  { value: 'on', label: 'On: customers may switch it off' },
  { value: 'optional', label: 'Off: customers may switch it on' },
];
const modes = [
  { value: 'incremental', label: 'Only what changed' },
  { value: 'full', label: 'All of it each time' },
  { value: 'webhook', label: 'When the app tells, swept by the schedule' },
];
const shapes = [
  { value: 'none', label: 'As the app has them' },
  { value: 'own', label: 'A model of your own' },
];

const beginTarget = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } };
const ownFields = ['label', 'model', 'object', 'backfillDays', 'target', 'mapping', 'write', 'schedule', 'bounds'];

interface SyncFieldsProps extends PartProps {
  at: number;
  isUnified: boolean;
}

/** One sync: what, in which shape, when, and who switches it on. */
export function SyncFields({ at, isUnified, ...state }: SyncFieldsProps) {
  const { definition, onChange, problems } = state;
  const path: JsonPath = ['syncs', at];
  const sync = valueAt(definition, path);
  const put = (name: string, value: unknown) => onChange(withValue(definition, [...path, name], value));
  const hasTarget = isObject(sync) && 'target' in sync;
  const setShape = (shape: string) => {
    if (!isObject(sync)) return;
    const { target: _, mapping: __, write: ___, ...plain } = sync;
    onChange(withValue(definition, path, shape === 'own' ? { ...plain, target: beginTarget } : plain));
  };
  return (
    <>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <TextField
          {...state}
          path={[...path, 'label']}
          label="What customers call them"
          optional={isUnified}
          help="In the plural: contacts."
        />
        {!isUnified && (
          <TextField
            {...state}
            path={[...path, 'model']}
            label="Name in the change feed"
            mono
            help="Your product reads the records by it."
          />
        )}
        <ChoiceField
          label="Customers have it"
          value={textAt(sync, ['offer']) || 'on'}
          choices={offers}
          path={[...path, 'offer']}
          onChoose={(value) => put('offer', value === 'on' ? undefined : value)}
        />
        <ChoiceField
          label="What is read"
          value={textAt(sync, ['mode']) || 'incremental'}
          choices={modes}
          path={[...path, 'mode']}
          error={problemAt(problems, [...path, 'mode'])}
          onChoose={(value) => put('mode', value)}
        />
      </div>
      <ScheduleFields {...state} at={path} />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <NumberField
          label="Days that the first load goes back"
          help="Everything, where it is empty."
          path={[...path, 'backfillDays']}
          error={problemAt(problems, [...path, 'backfillDays'])}
          value={valueAt(sync, ['backfillDays'])}
          onChange={(days) => put('backfillDays', days)}
        />
        <div className="self-center">
          <Check
            label="Keep what the app sent beside each record"
            help="A new mapping then needs nothing of the app."
            checked={valueAt(sync, ['keepRaw']) === true}
            path={[...path, 'keepRaw']}
            onChange={(on) => put('keepRaw', on || undefined)}
          />
        </div>
      </div>
      {isUnified ? (
        <Check
          label="With the row as the app sent it, as the field raw"
          checked={valueAt(sync, ['raw']) === true}
          onChange={(on) => put('raw', on || undefined)}
        />
      ) : (
        <ChoiceField
          label="Shape of the records"
          value={hasTarget ? 'own' : 'none'}
          choices={shapes}
          onChoose={setShape}
          help={
            hasTarget
              ? undefined
              : 'A shared model is another sync: take this one out, and add it from the models that apps share.'
          }
        />
      )}
      {!isUnified && hasTarget && (
        <>
          <JsonBlock
            label="Your model, as JSON Schema"
            path={[...path, 'target']}
            value={valueAt(sync, ['target'])}
            problems={problems}
            onChange={(value) => put('target', value)}
          />
          {valueAt(sync, ['mapping']) === undefined ? (
            <Check
              label="Fill its fields from the app’s, as a mapping"
              help="Without one the customer matches the fields."
              checked={false}
              onChange={() => put('mapping', { mapping: 1, fields: [] })}
            />
          ) : (
            <JsonBlock
              label="Mapping"
              path={[...path, 'mapping']}
              value={valueAt(sync, ['mapping'])}
              problems={problems}
              onChange={(value) => put('mapping', value)}
            />
          )}
        </>
      )}
      <Problems problems={problems} at={path} except={ownFields} />
    </>
  );
}
