import { Html } from './html.ts';

const drawing = (paths: string) =>
  new Html(
    `<svg class="icon" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`,
  );

export const icons = {
  search: drawing('<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3 3"/>'),
  back: drawing('<path d="m9.5 3.5-4.5 4.5 4.5 4.5"/>'),
  on: drawing('<path d="m6.5 3.5 4.5 4.5-4.5 4.5"/>'),
  down: drawing('<path d="m4 6 4 4 4-4"/>'),
  done: drawing('<path d="m3 8.5 3.2 3.2L13 5"/>'),
  waiting: drawing('<circle cx="8" cy="8" r="5.5"/><path d="M8 5v3l2 1.5"/>'),
  trouble: drawing('<path d="M8 2.5 14.2 13H1.8L8 2.5Z"/><path d="M8 6.5v3M8 11.4v.1"/>'),
  noted: drawing('<circle cx="8" cy="8" r="5.5"/><circle cx="8" cy="8" r="1.2" fill="currentColor" stroke="none"/>'),
};

/** The mark: a summit with the light on one side. */
export const mark = new Html(
  '<svg class="mark" viewBox="0 0 28 28" width="28" height="28" aria-hidden="true"><rect class="mark-ground" width="28" height="28" rx="8"/><path class="mark-shade" d="M14 6.5 22.5 21.5h-17z"/><path class="mark-light" d="M14 6.5 17.2 21.5H5.5z"/></svg>',
);

/** The sign-in page's picture: ridges, one behind the other, towards the summit. */
export const ridges = new Html(
  `<svg class="ridges" viewBox="0 0 640 420" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
<circle class="sun" cx="486" cy="152" r="50"/>
<path class="ridge-1" d="M0 250 92 190l70 40 122-132 86 92 62-44 208 124v200H0z"/>
<path class="ridge-1-light" d="m284 98 86 92-36 4-30-20-14 30-30-36z"/>
<path class="ridge-2" d="M0 318 120 236l88 62 96-72 120 92 96-66 120 78v90H0z"/>
<path class="ridge-3" d="M0 372 150 306l110 60 130-70 110 64 140-50v110H0z"/>
</svg>`,
);

/** Three cards of people who are not there yet. */
export const emptyCards = new Html(
  `<svg class="empty-art" viewBox="0 0 240 132" width="240" height="132" aria-hidden="true">
<g class="card-back"><rect x="62" y="8" width="116" height="40" rx="10"/><circle cx="84" cy="28" r="9"/><path d="M102 23h48M102 33h30"/></g>
<g class="card-mid"><rect x="46" y="34" width="148" height="46" rx="11"/><circle cx="71" cy="57" r="11"/><path d="M92 51h62M92 63h38"/></g>
<g class="card-front"><rect x="28" y="66" width="184" height="56" rx="13"/><circle cx="60" cy="94" r="14"/><path d="M86 87h80M86 101h50"/><path class="plus" d="M60 88v12M54 94h12"/></g>
</svg>`,
);
