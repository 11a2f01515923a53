import type { ConnectorPage } from '#server/catalog-pages/connector-page.ts';

type Field = ConnectorPage['settings'][number];

/** The questions of a form, with what helps to answer them. */
export function AskedFields({ fields }: { fields: Field[] }) {
  return (
    <ul className="flex max-w-[72ch] flex-col gap-1">
      {fields.map((field) => (
        <li key={field.name}>
          <span className="font-medium">{field.label}</span>
          <span className="text-muted">{wordsOf(field)}</span>
          {field.help && <span className="block text-muted">{field.help}</span>}
        </li>
      ))}
    </ul>
  );
}

function wordsOf({ label, kind, secret, required, choices = [], default: standard, placeholder }: Field): string {
  const chosen = choices.find(({ value }) => value === standard)?.label ?? standard;
  const first = kind === 'options' || chosen === '' ? undefined : chosen;
  const words = [
    ...(secret || kind === 'password' ? ['typed unseen, stored encrypted'] : []),
    ...(required ? [] : ['may stay empty']),
    ...(kind === 'options' ? ['chosen from the account’s own'] : []),
    ...(choices.length > 0 ? [`one of ${choices.map((choice) => choice.label).join(', ')}`] : []),
    ...(first === undefined ? [] : [`at first ${first}`]),
    ...(placeholder === undefined ? [] : [`such as ${placeholder}`]),
  ];
  if (words.length === 0) return '';
  return `${label.endsWith('?') ? ' ' : ': '}${words.join(', ')}`;
}
