'use client';

import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Section } from '#app/ui/section.tsx';
import { isObject, valueAt, withValue } from '../../connectors/definition.ts';
import { TextField } from '../../connectors/form-field.tsx';
import { Audience, useAudience } from './audience.tsx';
import { Check, Problems } from './controls.tsx';
import { JsonBlock } from './json-block.tsx';
import type { PartProps } from './part.ts';
import { ruleWords } from './rule.ts';
import { beginCondition, RuleEditor } from './rule-editor.tsx';

/** Who is offered it, tried on the customers that there are, and what the others read. */
export function PlanPart(state: PartProps) {
  const { definition, onChange, problems, detail } = state;
  const [asText, setAsText] = useState(false);
  const rule = valueAt(definition, ['plan', 'rule']);
  const audience = useAudience(detail.slug, isObject(rule) ? rule : undefined);
  const facts = audience.data?.facts ?? [{ path: 'plan', values: [] }];
  const put = (next: unknown) =>
    onChange(withValue(definition, next === undefined ? ['plan'] : ['plan', 'rule'], next));
  return (
    <>
      <Section
        title="Who is offered it"
        note={isObject(rule) ? undefined : 'Everybody'}
        actions={
          isObject(rule) && (
            <Button size="small" look="quiet" aria-pressed={asText} onClick={() => setAsText(!asText)}>
              {asText ? 'As boxes' : 'As text'}
            </Button>
          )
        }
      >
        <div className="flex flex-col gap-4 p-4">
          {isObject(rule) ? (
            <>
              {asText ? (
                <JsonBlock label="Rule" path={['plan', 'rule']} value={rule} problems={problems} onChange={put} />
              ) : (
                <div data-path="plan.rule" className="flex flex-col gap-2">
                  <RuleEditor rule={rule} facts={facts} onChange={put} />
                  <p className="text-12 text-faint wrap-anywhere">Those of whom {ruleWords(rule)}.</p>
                </div>
              )}
              <Check
                label="Who has it keeps it"
                help="Otherwise its syncs wait when the rule is not fulfilled any more, and go on by themselves when it is again."
                checked={valueAt(definition, ['plan', 'keepExisting']) === true}
                path={['plan', 'keepExisting']}
                onChange={(on) => onChange(withValue(definition, ['plan', 'keepExisting'], on || undefined))}
              />
              <Problems problems={problems} at={['plan']} />
            </>
          ) : (
            <div className="flex flex-col items-start gap-3">
              <p className="text-muted">
                Every customer is offered it. A rule asks for what you keep of a customer: its plan, its name, its
                metadata. What nobody knows of a customer is a no.
              </p>
              <Button onClick={() => put(beginCondition(facts.filter(({ path }) => path === 'plan')))}>
                Offer it to some only
              </Button>
            </div>
          )}
        </div>
      </Section>
      <Section title="Those who would have it" note="Your customers as they are now">
        <Audience slug={detail.slug} rule={isObject(rule) ? rule : undefined} />
      </Section>
      <Section title="What the others read" note="On the locked card">
        <div className="grid grid-cols-1 gap-4 p-4 sm:grid-cols-2">
          <div className="sm:col-span-2">
            <TextField
              {...state}
              definition={definition}
              onChange={(next) =>
                // Without a text there is nothing to read, and nowhere to send anybody.
                onChange(valueAt(next, ['upsell', 'text']) ? next : withValue(next, ['upsell'], undefined))
              }
              path={['upsell', 'text']}
              label="Text"
              optional
              placeholder="Part of the Pro plan."
              lines={2}
            />
          </div>
          <TextField
            {...state}
            path={['upsell', 'url']}
            label="Address to get it"
            optional
            mono
            placeholder="https://…"
          />
          <div className="sm:col-span-2">
            <Problems problems={problems} at={['upsell']} except={['text', 'url']} />
          </div>
        </div>
      </Section>
    </>
  );
}
