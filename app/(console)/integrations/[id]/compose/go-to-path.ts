import type { JsonPath } from '../../connectors/json-nodes.ts';

const focusable = 'input, select, textarea, button, summary';

/** Brings the reader to the field of a place, or to the nearest thing around it, opening what is closed on the way. */
export function goToPath(form: HTMLElement, path: JsonPath): void {
  for (let length = path.length; length > 0; length -= 1) {
    const wanted = path.slice(0, length).join('.');
    const found = form.querySelector<HTMLElement>(`[data-path="${CSS.escape(wanted)}"]`);
    if (!found) continue;
    for (let at: HTMLElement | null = found; at && at !== form; at = at.parentElement)
      if (at instanceof HTMLDetailsElement) at.open = true;
    const target = found.matches(focusable) ? found : found.querySelector<HTMLElement>(focusable);
    target?.focus();
    found.scrollIntoView({ block: 'center' });
    return;
  }
}
