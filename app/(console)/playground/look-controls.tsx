import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { type ChoiceName, type Choices, densityOptions, modeOptions } from './choices.ts';
import { ColourField } from './colour-field.tsx';
import { LabelledSelect } from './labelled-select.tsx';

interface LookControlsProps {
  choices: Choices;
  /** Pairs of colours that cannot be read, as the tab itself measured them. */
  unreadable: readonly string[];
  set: (name: ChoiceName, value: string) => void;
}

const fonts = [
  'system-ui, sans-serif',
  'Georgia, serif',
  'ui-rounded, system-ui, sans-serif',
  'ui-monospace, monospace',
];
const defaultRadius = '6';

/** The look of the tab: everything of the SDK's theme that can be seen. */
export function LookControls({ choices, unreadable, set }: LookControlsProps) {
  return (
    <>
      <LabelledSelect
        label="Light or dark"
        value={choices.mode}
        options={modeOptions}
        onChange={(value) => set('mode', value)}
      />
      <ColourField label="Accent" from="#1a7a94" value={choices.accent} onChange={(value) => set('accent', value)} />
      <ColourField label="Text" from="#26241f" value={choices.text} onChange={(value) => set('text', value)} />
      <ColourField label="Surface" from="#ffffff" value={choices.surface} onChange={(value) => set('surface', value)} />
      {unreadable.length > 0 && (
        <Callout tone="attention" title="Some people can’t read this">
          <ul className="flex list-disc flex-col gap-1 pl-4 text-12">
            {unreadable.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Callout>
      )}
      <Field label={`Radius: ${choices.radius || defaultRadius} px`}>
        {(ids) => (
          <input
            {...ids}
            type="range"
            min={0}
            max={20}
            className="h-6 w-full accent-accent"
            value={choices.radius || defaultRadius}
            onChange={(event) =>
              set('radius', event.currentTarget.value === defaultRadius ? '' : event.currentTarget.value)
            }
          />
        )}
      </Field>
      <LabelledSelect
        label="Density"
        value={choices.density}
        options={densityOptions}
        onChange={(value) => set('density', value)}
      />
      <Field label="Font" help="A CSS font family of your page. Without one, the tab is in the font around it.">
        {(ids) => (
          <>
            <Input
              {...ids}
              list={`${ids.id}-fonts`}
              value={choices.font}
              placeholder="The page’s own"
              spellCheck={false}
              onChange={(event) => set('font', event.currentTarget.value)}
            />
            <datalist id={`${ids.id}-fonts`}>
              {fonts.map((font) => (
                <option key={font} value={font} />
              ))}
            </datalist>
          </>
        )}
      </Field>
    </>
  );
}
