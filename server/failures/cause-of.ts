interface Cause {
  class: string;
  code?: string | undefined;
  field: string | null;
  message: string;
}

const longest = 300;

/**
 * A text that failures of one cause have in common: class, code and field, and the message where no code names the
 * cause, without what differs from record to record in it (numbers, quoted values, places in lists).
 */
export function causeOf({ class: kind, code, field, message }: Cause): string {
  const place = field?.replaceAll(/(^|\.)\d+(?=\.|$)/g, '$1*') ?? '';
  return [kind, code ?? '', place, code ? '' : withoutValues(message)].join('|').slice(0, longest);
}

/** A message without what is in the record: numbers and quoted values. */
export const withoutValues = (message: string): string =>
  message
    .replaceAll(/"[^"]*"|“[^”]*”|'[^']*'/g, '“…”')
    .replaceAll(/\b(?=\w*\d)\w{2,}\b|\d+/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim();
