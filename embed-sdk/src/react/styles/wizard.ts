/** The wizard and its forms: one column of 480 px. */
export const wizard = /* css */ `
.pt-wizard { display: grid; gap: 12px; width: 100%; max-width: var(--pt-wizard-width); margin-inline: auto; }
.pt-wizard__panel { display: grid; gap: 24px; padding: 28px 32px 32px; border: 1px solid var(--pt-line); border-radius: var(--pt-panel-radius); background: var(--pt-surface); }
.pt-wizard__head { display: flex; align-items: center; gap: 12px; }
.pt-steps { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; font-size: 13px; color: var(--pt-text-quiet); }
.pt-steps > li { display: flex; align-items: center; gap: 8px; }
.pt-steps > li + li::before { content: ''; width: 24px; height: 1px; background: var(--pt-line-strong); }
.pt-steps__mark { display: grid; place-items: center; width: 20px; height: 20px; border-radius: 50%; box-shadow: inset 0 0 0 1px var(--pt-line-control); font-size: 12px; font-weight: 500; font-variant-numeric: tabular-nums; }
.pt-steps > [aria-current] { color: var(--pt-text); font-weight: 500; }
.pt-steps > [aria-current] > .pt-steps__mark { background: var(--pt-accent); color: var(--pt-on-accent); box-shadow: none; }
.pt-steps > .pt-steps__done > .pt-steps__mark { background: color-mix(in oklab, var(--pt-good) 16%, var(--pt-surface)); color: light-dark(oklch(0.45 0.13 152), var(--pt-green)); box-shadow: none; }
.pt-step { display: grid; gap: 16px; }
.pt-step__actions { margin-block-start: 4px; }
.pt-step__words { display: grid; gap: 6px; }
.pt-step__actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
.pt-step__actions > .pt-button--plain { margin-inline: 0; }
.pt-step__actions > .pt-step__back { margin-inline-start: auto; }
.pt-account { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 8px; font-size: 13px; }
.pt-account > svg { margin-block-start: 2px; color: var(--pt-good); }
.pt-account > span { font-weight: 500; }
.pt-next { padding: 16px; border-radius: var(--pt-panel-radius); background: var(--pt-surface-fill); }
.pt-root .pt-next > li > svg { scale: 0.7; color: var(--pt-neutral-10); }
.pt-waiting { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 4px 12px; align-items: start; }
.pt-waiting > svg { margin-block-start: 3px; color: var(--pt-moving); }
.pt-waiting--warning > svg { color: var(--pt-warning); }

.pt-form { display: grid; gap: 20px; }
.pt-field { display: grid; gap: 6px; min-width: 0; }
.pt-field__label { font-weight: 500; }
.pt-field__label > span { margin-inline-start: 6px; font-size: 13px; font-weight: 400; color: var(--pt-text-quiet); }
.pt-field__help { font-size: 13px; line-height: 1.45; color: var(--pt-text-quiet); }
.pt-field__error { display: flex; gap: 6px; font-size: 13px; line-height: 1.45; font-weight: 500; color: var(--pt-text-danger); }
.pt-field__error > svg { margin-block-start: 1.5px; }
.pt-input {
  width: 100%;
  min-height: var(--pt-control-height);
  padding: 6px 12px;
  border: 1px solid var(--pt-input-border);
  border-radius: var(--pt-input-radius);
  background: var(--pt-input-background);
  line-height: 1.4;
  transition: border-color 120ms ease-out;
}
.pt-input::placeholder { color: var(--pt-neutral-11); opacity: 1; }
.pt-input:hover { border-color: var(--pt-neutral-10); }
.pt-root .pt-input:focus-visible { outline: 2px solid var(--pt-focus); outline-offset: -1px; border-color: transparent; }
.pt-input[aria-invalid='true'] { border-color: var(--pt-bad); }
.pt-input::-webkit-search-cancel-button { appearance: none; }
.pt-select { position: relative; display: inline-grid; align-items: center; }
.pt-select > select { appearance: none; padding-inline-end: 34px; cursor: pointer; text-overflow: ellipsis; }
.pt-select > select option { background: var(--pt-surface-overlay); color: var(--pt-text); }
.pt-select > svg { position: absolute; inset-inline-end: 10px; color: var(--pt-text-quiet); pointer-events: none; }
.pt-with-button { position: relative; }
.pt-with-button > .pt-input { padding-inline-end: 40px; }
.pt-with-button > .pt-icon-button { position: absolute; inset-block-start: calc((var(--pt-control-height) - 28px) / 2); inset-inline-end: 4px; }
.pt-switch { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 12px; align-items: start; cursor: pointer; }
.pt-switch > input { appearance: none; position: relative; width: 34px; height: 20px; margin-block-start: 1px; border-radius: 10px; background: var(--pt-line-control); cursor: pointer; transition: background-color 120ms ease-out; }
.pt-switch > input::after { content: ''; position: absolute; inset-block-start: 3px; inset-inline-start: 3px; width: 14px; height: 14px; border-radius: 50%; background: oklch(1 0 0); transition: translate 120ms ease-out; }
.pt-switch > input:checked { background: var(--pt-accent); }
.pt-switch > input:checked::after { translate: 14px 0; background: var(--pt-on-accent); }
.pt-root[dir='rtl'] .pt-switch > input:checked::after { translate: -14px 0; }

.pt-cards { display: grid; gap: 10px; }
.pt-choice { display: grid; grid-template-columns: 18px minmax(0, 1fr); gap: 2px 12px; padding: 14px 16px; border: 1px solid var(--pt-line-control); border-radius: var(--pt-panel-radius); cursor: pointer; transition: border-color 120ms ease-out; }
.pt-choice:hover { border-color: var(--pt-neutral-10); }
.pt-choice:has(:checked) { border-color: var(--pt-accent); box-shadow: inset 0 0 0 1px var(--pt-accent); background: color-mix(in oklab, var(--pt-accent) 5%, var(--pt-surface)); }
.pt-root .pt-choice > input:focus-visible { outline: none; }
.pt-choice:has(:focus-visible) { outline: 2px solid var(--pt-focus); outline-offset: 2px; }
.pt-choice > input { grid-row: span 2; width: 16px; height: 16px; margin-block-start: 3px; accent-color: var(--pt-accent); }
.pt-input--tall { min-height: 112px; resize: vertical; font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
.pt-file { justify-self: start; position: relative; font-size: 13px; }
.pt-file > input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
.pt-file:has(:focus-visible) { outline: 2px solid var(--pt-focus); outline-offset: 2px; border-radius: 2px; }

.pt-combobox { position: relative; }
.pt-combobox__list {
  position: absolute;
  z-index: 10;
  inset-block-start: calc(100% + 4px);
  inset-inline: 0;
  max-height: 284px;
  overflow-y: auto;
  overscroll-behavior: contain;
  padding: 4px;
  border-radius: var(--pt-panel-radius);
  background: var(--pt-surface-overlay);
  box-shadow: var(--pt-elevation);
}
.pt-option { display: grid; grid-template-columns: minmax(0, 1fr) 16px; gap: 8px; align-items: center; padding: 7px 10px; border-radius: var(--pt-radius); cursor: pointer; scroll-margin: 4px; }
.pt-option--active { background: light-dark(var(--pt-neutral-3), var(--pt-neutral-5)); box-shadow: inset 0 0 0 1px var(--pt-line-strong); }
.pt-option--row { padding-block: 0; }
.pt-option--row > span, .pt-option--row .pt-option__detail { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.pt-option__detail { display: block; font-size: 13px; color: var(--pt-text-quiet); }
.pt-option > svg { color: var(--pt-accent-text); }
.pt-option--more { color: var(--pt-accent-text); font-weight: 500; }
.pt-combobox__note { display: grid; gap: 6px; justify-items: start; padding: 10px; font-size: 13px; color: var(--pt-text-quiet); }
.pt-combobox__note .pt-state { font-weight: 400; }
.pt-dialog .pt-wizard__panel { padding: 0; border: 0; background: none; }
@container pt-root (max-width: 560px) {
  .pt-wizard__panel { padding: 0; border: 0; background: none; }
}
@container pt-root (max-width: 400px) {
  .pt-steps > li:not([aria-current]) > .pt-steps__name { display: none; }
  .pt-step__actions > .pt-button { flex: 1 1 100%; }
  .pt-step__actions > .pt-step__back { margin-inline-start: 0; }
}
`;
