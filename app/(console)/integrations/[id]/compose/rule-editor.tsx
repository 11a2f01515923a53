'use client';

import { Plus, X } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Input } from '#app/ui/input.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { isObject } from '../../connectors/definition.ts';
import { selectClass } from './controls.tsx';
import {
  isMany,
  kindOf,
  operators,
  partsOf,
  type RuleDraft,
  readValue,
  readValues,
  valueText,
  withOperator,
} from './rule.ts';

/** What a rule may ask for, with values that are known of it. */
export interface Fact {
  path: string;
  name?: string;
  values: string[];
}

interface RuleEditorProps {
  rule: RuleDraft;
  facts: Fact[];
  /** Undefined: the rule is taken out. */
  onChange: (rule: RuleDraft | undefined) => void;
  depth?: number;
}

const deepest = 6;

/** A rule as boxes in boxes: conditions, all or any of them, and what must not be. */
export function RuleEditor({ rule, facts, onChange, depth = 0 }: RuleEditorProps) {
  const kind = kindOf(rule);
  if (kind === 'compare' || kind === 'has')
    return <Condition rule={rule} facts={facts} onChange={onChange} canGroup={depth === 0} />;
  if (kind === 'not') {
    const inner = isObject(rule.not) ? rule.not : {};
    return (
      <fieldset className="flex flex-col gap-2 rounded-control border border-line border-dashed p-3">
        <legend className="flex items-center gap-2 px-1 text-12">
          must not be
          <Remove name="not" onClick={() => onChange(inner)} />
        </legend>
        <RuleEditor
          rule={inner}
          facts={facts}
          depth={depth + 1}
          onChange={(next) => onChange(next === undefined ? undefined : { not: next })}
        />
      </fieldset>
    );
  }
  const parts = partsOf(rule);
  const put = (next: RuleDraft[]) => onChange(next.length === 0 ? undefined : { [kind]: next });
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-control border border-line p-3">
      <legend className="flex items-center gap-2 px-1 text-12">
        <select
          aria-label="How the conditions go together"
          className="h-7 rounded-control border border-control bg-surface px-1.5 text-12 text-ink"
          value={kind}
          onChange={(event) => onChange({ [event.currentTarget.value]: parts })}
        >
          <option value="all">all of these</option>
          <option value="any">any of these</option>
        </select>
        {depth > 0 && <Remove name="the group" onClick={() => onChange(undefined)} />}
      </legend>
      {parts.map((part, at) => (
        <RuleEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place
          key={at}
          rule={part}
          facts={facts}
          depth={depth + 1}
          onChange={(next) => put(next === undefined ? parts.toSpliced(at, 1) : parts.with(at, next))}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => put([...parts, beginCondition(facts)])}>
          <Icon of={Plus} className="size-3.5" />
          Condition
        </Button>
        {depth < deepest && (
          <Button
            size="small"
            look="quiet"
            onClick={() => put([...parts, { [kind === 'all' ? 'any' : 'all']: [beginCondition(facts)] }])}
          >
            <Icon of={Plus} className="size-3.5" />
            Group
          </Button>
        )}
      </div>
    </fieldset>
  );
}

export const beginCondition = (facts: readonly Fact[]): RuleDraft => {
  const path = facts[0]?.path ?? 'plan';
  return { path, is: 'equals', value: readValue(facts[0]?.values[0] ?? '') };
};

const Remove = ({ name, onClick }: { name: string; onClick: () => void }) => (
  <button
    type="button"
    aria-label={`Take out ${name}`}
    onClick={onClick}
    className="inline-flex size-6 items-center justify-center rounded-control text-faint hover:bg-hover hover:text-ink"
  >
    <Icon of={X} className="size-3.5" />
  </button>
);

interface ConditionProps extends Omit<RuleEditorProps, 'depth'> {
  /** It stands alone: others may be put beside it. */
  canGroup: boolean;
}

function Condition({ rule, facts, onChange, canGroup }: ConditionProps) {
  const id = useId();
  const path = String(rule.has ?? rule.path ?? '');
  const operator = kindOf(rule) === 'has' ? 'has' : String(rule.is ?? 'equals');
  const fact = facts.find((one) => one.path === path);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Input
          aria-label="What is asked"
          list={`${id}-paths`}
          autoComplete="off"
          className="w-auto min-w-36 flex-1 font-mono"
          value={path}
          onChange={({ currentTarget: { value } }) =>
            onChange('has' in rule ? { has: value } : { ...rule, path: value })
          }
        />
        <datalist id={`${id}-paths`}>
          {facts.map((one) => (
            <option key={one.path} value={one.path} label={one.name} />
          ))}
        </datalist>
        <select
          aria-label="How it is compared"
          className={selectClass}
          value={operator}
          onChange={(event) => onChange(withOperator(rule, event.currentTarget.value))}
        >
          {operators.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        {operator !== 'has' && (
          <Value rule={rule} many={isMany(operator)} listId={`${id}-values`} onChange={onChange} />
        )}
        <datalist id={`${id}-values`}>
          {fact?.values.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
        <Button size="small" look="quiet" onClick={() => onChange({ not: rule })}>
          Not
        </Button>
        <Remove name="the condition" onClick={() => onChange(undefined)} />
      </div>
      {canGroup && (
        <Button size="small" className="self-start" onClick={() => onChange({ all: [rule, beginCondition(facts)] })}>
          <Icon of={Plus} className="size-3.5" />
          Condition
        </Button>
      )}
    </div>
  );
}

interface ValueProps {
  rule: RuleDraft;
  many: boolean;
  listId: string;
  onChange: (rule: RuleDraft) => void;
}

/** The text stays as it is typed: "1." is on the way to a number, and a comma on the way to the next value. */
function Value({ rule, many, listId, onChange }: ValueProps) {
  const known = valueText(rule.value);
  const read = (text: string) => (many ? readValues(text) : readValue(text));
  const [text, setText] = useState(known);
  useEffect(() => {
    setText((typed) => (valueText(many ? readValues(typed) : readValue(typed)) === known ? typed : known));
  }, [known, many]);
  return (
    <Input
      aria-label={many ? 'With what, commas between' : 'With what'}
      list={many ? undefined : listId}
      autoComplete="off"
      className="w-auto min-w-28 flex-1"
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        onChange({ ...rule, value: read(value) });
      }}
    />
  );
}
