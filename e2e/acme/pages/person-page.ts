import type { Person } from '../records/person.ts';
import { type Html, html } from './html.ts';
import { icons } from './icons.ts';
import { type Frame, framedPage } from './layout.ts';

interface Edited {
  person: Person;
  app: string;
  /** Why it was not saved. */
  problem?: string | undefined;
}

/** One person, whose title an admin changes here and in the app that they come from. */
export function personPage(frame: Frame, { person, app, problem }: Edited): Html {
  return framedPage(
    'People',
    frame,
    html`<div class="head"><h1>${person.name}</h1></div>
    <form class="sheet edit" method="post" action="/person">
      <input type="hidden" name="id" value="${person.id}">
      <input type="hidden" name="sync" value="${person.syncId}">
      ${problem !== undefined && html`<p class="problem" role="alert" id="problem">${icons.trouble}<span>${problem}</span></p>`}
      <label for="title">Title</label>
      <input id="title" name="title" maxlength="200" value="${person.title ?? ''}"${problem !== undefined && html` aria-describedby="problem"`}>
      <p class="under">It is saved in ${app}, too.</p>
      <button class="button" type="submit">Save</button>
      <a class="button button-quiet" href="/people">Back</a>
    </form>`,
  );
}
