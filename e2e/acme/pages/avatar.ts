import { type Html, html } from './html.ts';

const TONES = 6;

/** Initials on a colour that stays with the name. */
export function avatar(name: string): Html {
  const words = name.split(/\s+/).filter(Boolean);
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  let sum = 0;
  for (const sign of name) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return html`<span class="avatar tone-${sum % TONES}" aria-hidden="true">${initials.join('').toUpperCase()}</span>`;
}
