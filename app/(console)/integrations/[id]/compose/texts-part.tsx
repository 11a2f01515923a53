'use client';

import { useId, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input } from '#app/ui/input.tsx';
import { Section } from '#app/ui/section.tsx';
import { Status } from '#app/ui/status.tsx';
import { isObject, textAt, valueAt, withValue } from '../../connectors/definition.ts';
import { ChoiceField } from '../../connectors/form-field.tsx';
import type { JsonPath } from '../../connectors/json-nodes.ts';
import { Problems } from './controls.tsx';
import { languageName, languages } from './languages.ts';
import type { PartProps } from './part.ts';
import { type Phrase, phrasesOf, withSentence } from './phrases.ts';

/** What customers read in other languages, with what nobody has translated yet. */
export function TextsPart({ definition, onChange, problems, detail, abilities }: PartProps) {
  const phrases = phrasesOf(definition, detail, abilities);
  const found = valueAt(definition, ['texts', 'locales']);
  const locales = isObject(found) ? Object.keys(found) : [];
  const usual = textAt(definition, ['texts', 'default']) || 'en';
  const [chosen, setChosen] = useState(locales[0] ?? '');
  const [wanted, setWanted] = useState('');
  const locale = locales.includes(chosen) ? chosen : (locales[0] ?? '');
  const others = languages.filter((one) => one !== usual && !locales.includes(one));
  const saidIn = (of: string, { path }: Phrase) => textAt(definition, ['texts', 'locales', of, ...path]);
  const missing = (of: string) => phrases.filter((one) => one.words !== '' && saidIn(of, one) === '').length;
  const say = ({ path }: Phrase, words: string) => {
    const base: JsonPath = ['texts', 'locales', locale];
    if (path[0] !== 'does') return onChange(withValue(definition, [...base, ...path], words || undefined));
    const known = valueAt(definition, [...base, 'does']);
    const defaults = phrases.filter((one) => one.path[0] === 'does').map((one) => one.words);
    const next = withSentence(Array.isArray(known) ? known : [], defaults, Number(path[1]), words);
    onChange(withValue(definition, [...base, 'does'], next.length > 0 ? next : undefined));
  };
  const add = (of: string) => {
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/.test(of)) return;
    onChange(withValue(withValue(definition, ['texts', 'default'], usual), ['texts', 'locales', of], {}));
    setChosen(of);
    setWanted('');
  };
  return (
    <>
      <Section title="Languages" note="Customers read theirs; what is missing is said in yours">
        <div className="flex flex-col gap-4 p-4">
          <ChoiceField
            label="The language that you write in"
            value={usual}
            choices={languages.map((one) => ({ value: one, label: languageName(one) }))}
            path={['texts', 'default']}
            onChoose={(value) => onChange(withValue(definition, ['texts', 'default'], value))}
          />
          <ul className="flex flex-wrap gap-2">
            {locales.map((one) => (
              <li key={one}>
                <Button
                  aria-pressed={one === locale}
                  className={one === locale ? 'bg-selected' : ''}
                  onClick={() => setChosen(one)}
                >
                  {languageName(one)}
                  <Status
                    tone={missing(one) === 0 ? 'active' : 'attention'}
                    word={missing(one) === 0 ? 'complete' : `${missing(one)} missing`}
                  />
                </Button>
              </li>
            ))}
          </ul>
          <form
            className="flex flex-wrap items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              add(wanted || (others[0] ?? ''));
            }}
          >
            <Field label="Another language" help="One of the list, or any other by its tag: sv, pt-BR.">
              {(ids) => (
                <span className="flex gap-2">
                  <Input
                    {...ids}
                    list="compose-languages"
                    autoComplete="off"
                    className="max-w-40"
                    placeholder={others[0]}
                    value={wanted}
                    onChange={(event) => setWanted(event.currentTarget.value.trim())}
                  />
                  <datalist id="compose-languages">
                    {others.map((one) => (
                      <option key={one} value={one} label={languageName(one)} />
                    ))}
                  </datalist>
                  <Button type="submit">Add it</Button>
                </span>
              )}
            </Field>
          </form>
        </div>
      </Section>
      {locale && (
        <Section
          title={languageName(locale)}
          note={
            missing(locale) === 0 ? 'Everything is translated' : `${missing(locale)} of ${phrases.length} are missing`
          }
          actions={
            <Button
              size="small"
              look="quiet"
              onClick={() => onChange(withValue(definition, ['texts', 'locales', locale], undefined))}
            >
              Take out {languageName(locale)}
            </Button>
          }
        >
          <Translations
            key={locale}
            locale={locale}
            phrases={phrases}
            said={(one) => saidIn(locale, one)}
            onSay={say}
          />
          <div className="px-4 pb-3">
            <Problems problems={problems} at={['texts', 'locales', locale]} />
          </div>
        </Section>
      )}
    </>
  );
}

interface TranslationsProps {
  locale: string;
  phrases: Phrase[];
  said: (phrase: Phrase) => string;
  onSay: (phrase: Phrase, words: string) => void;
}

function Translations({ locale, phrases, said, onSay }: TranslationsProps) {
  const id = useId();
  const [onlyMissing, setOnlyMissing] = useState(false);
  // What was missing when the list was narrowed stays in it while it is written.
  const [kept, setKept] = useState<string[]>([]);
  const keyOf = ({ path }: Phrase) => path.join('.');
  const shown = phrases.filter((one) => one.words !== '' && (!onlyMissing || kept.includes(keyOf(one))));
  return (
    <div className="flex flex-col">
      <label className="flex items-center gap-2 border-b border-line px-4 py-2 text-12">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={onlyMissing}
          onChange={({ currentTarget: { checked } }) => {
            setOnlyMissing(checked);
            setKept(phrases.filter((one) => said(one) === '').map(keyOf));
          }}
        />
        Only what is missing
      </label>
      {shown.map((phrase) => {
        const words = said(phrase);
        return (
          <div
            key={keyOf(phrase)}
            className="grid grid-cols-1 gap-x-4 gap-y-1 border-b border-line px-4 py-2 last:border-0 sm:grid-cols-2"
          >
            <span className="min-w-0 wrap-anywhere" id={`${id}-${keyOf(phrase)}`}>
              <span className="block text-12 text-faint">{phrase.what}</span> {phrase.words}
            </span>
            <Input
              lang={locale}
              dir="auto"
              aria-labelledby={`${id}-${keyOf(phrase)}`}
              data-path={['texts', 'locales', locale, ...phrase.path].join('.')}
              className={words === '' ? 'border-attention' : ''}
              placeholder="Not translated yet"
              value={words}
              onChange={(event) => onSay(phrase, event.currentTarget.value)}
            />
          </div>
        );
      })}
      {shown.length === 0 && <p className="px-4 py-3 text-muted">Nothing is missing.</p>}
    </div>
  );
}
