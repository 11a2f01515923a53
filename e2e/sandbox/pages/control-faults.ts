import type { Faults } from '../faults.ts';
import { type Html, html } from './html.ts';

type Choice = readonly [value: string, label: string];

const DOWN: readonly Choice[] = [
  ['', 'Nothing is down'],
  ['api', 'The API'],
  ['token', 'The token endpoint'],
  ['all', 'Everything but this page'],
];
const WRONG: readonly Choice[] = [
  ['', 'As it should'],
  ['html', 'With an HTML page'],
  ['truncated', 'Cut off half-way'],
  ['not-json', 'With text that is not JSON'],
  ['200-error', 'With an error and status 200'],
];

export function controlFaults(faults: Faults): Html {
  return html`<form method="post" action="/control/do/faults" class="panel stack" aria-labelledby="faults">
    <h2 id="faults">Faults</h2>
    ${select('down', 'Answer 503 “down for maintenance”', DOWN, faults.down ?? '')}
    ${tick('tokenDown', 'The token endpoint is down, whatever else works', faults.tokenDown)}
    ${amount('slowMs', 'Answer later, by milliseconds', faults.slowMs, 120_000)}
    ${select('wrong', 'The API answers', WRONG, faults.wrong ?? '')}
    <fieldset>
      <legend>Pages</legend>
      ${tick('repeatPage', 'Serve every page twice', faults.repeatPage)}
      ${tick('lyingCursor', 'Never move the cursor on', faults.lyingCursor)}
    </fieldset>
    <fieldset>
      <legend>Rename a contact field</legend>
      <div class="pair">
        ${text('renameFrom', 'Field', faults.renameField?.from ?? '', 'phone')}
        ${text('renameTo', 'New name', faults.renameField?.to ?? '', 'phone_number')}
      </div>
    </fieldset>
    ${amount('rate', 'Requests per 10 seconds (0 for the usual limit)', faults.rate ?? 0, 1_000_000)}
    <div><button class="primary">Put these in force</button></div>
  </form>`;
}

function select(name: string, label: string, choices: readonly Choice[], chosen: string): Html {
  return html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${choices.map(([value, words]) => html`<option value="${value}"${value === chosen && html` selected`}>${words}</option>`)}</select></div>`;
}

function tick(name: string, label: string, on: boolean): Html {
  return html`<label class="tick"><input type="checkbox" name="${name}" value="1"${on && html` checked`}> ${label}</label>`;
}

function amount(name: string, label: string, value: number, most: number): Html {
  return html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" type="number" min="0" max="${most}" value="${value}"></div>`;
}

function text(name: string, label: string, value: string, example: string): Html {
  return html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" value="${value}" placeholder="${example}" autocomplete="off"></div>`;
}
