import { Field } from '#app/ui/field.tsx';
import { TextArea } from '#app/ui/input.tsx';
import type { Outputs } from '../data/trpc.ts';

type KnownScope = Outputs['oauthApps']['get']['knownScopes'][number];

/** Scopes as they are copied from anywhere: by line, comma or space. */
const linesOf = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

interface Scopes {
  /** Of those that the connector knows. */
  chosen: string[];
  /** Others, one per line. */
  further: string;
}

/** What is asked for: the connector's own unless the vendor has said otherwise. */
export function scopesOf(known: KnownScope[], saved: string[]): Scopes {
  const usual = known.filter((one) => one.usual || one.optional).map(({ scope }) => scope);
  if (saved.length === 0) return { chosen: usual, further: '' };
  const names = known.map(({ scope }) => scope);
  return {
    chosen: names.filter((scope) => saved.includes(scope)),
    further: saved.filter((scope) => !names.includes(scope)).join('\n'),
  };
}

/** As they are saved: nothing where it is the connector's own choice, which then follows the connector. */
export function scopesToSave(known: KnownScope[], { chosen, further }: Scopes): string[] {
  const all = [...chosen, ...linesOf(further)];
  const usual = scopesOf(known, []).chosen;
  const isUsual = all.length === usual.length && usual.every((scope) => all.includes(scope));
  return isUsual ? [] : [...new Set(all)];
}

interface ScopeChoiceProps {
  known: KnownScope[];
  scopes: Scopes;
  onChange: (scopes: Scopes) => void;
}

/** Picked by their plain words; what the connector does not know is typed. */
export function ScopeChoice({ known, scopes, onChange }: ScopeChoiceProps) {
  const { chosen, further } = scopes;
  const toggle = (scope: string) =>
    onChange({
      further,
      chosen: chosen.includes(scope) ? chosen.filter((one) => one !== scope) : [...chosen, scope],
    });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 font-medium">What customers are asked to allow</legend>
      {known.map(({ scope, words, usual, optional }) => (
        <label key={scope} className="flex items-start gap-2">
          <input
            type="checkbox"
            className="mt-0.5 accent-accent"
            checked={chosen.includes(scope)}
            onChange={() => toggle(scope)}
          />
          <span className="flex min-w-0 flex-col">
            <span>
              {words || scope}
              {optional && <span className="text-faint"> (may be refused)</span>}
              {!usual && !optional && <span className="text-faint"> (not asked for by itself)</span>}
            </span>
            {words && <span className="font-mono text-12 text-faint wrap-anywhere">{scope}</span>}
          </span>
        </label>
      ))}
      <Field label="Further scopes" optional help="One per line, as the app names them. Customers may refuse them.">
        {(ids) => (
          <TextArea
            {...ids}
            rows={2}
            className="font-mono text-12"
            value={further}
            onChange={(event) => onChange({ chosen, further: event.currentTarget.value })}
          />
        )}
      </Field>
    </fieldset>
  );
}
