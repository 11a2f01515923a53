/** What the tab cannot do without where the host styles it all: what is for screen readers alone, and a list over a form. */
export const bare = /* css */ `
:host { display: block; }
:host([hidden]) { display: none; }
.pt-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.pt-combobox { position: relative; }
.pt-combobox__list { position: absolute; z-index: 10; inset-inline: 0; max-height: 284px; overflow-y: auto; background: Canvas; color: CanvasText; }
`;
