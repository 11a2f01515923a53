/** The catalogue: toolbar and cards. A skeleton card is as tall as a card, so that nothing jumps. */
export const catalogue = /* css */ `
.pt-catalogue { display: grid; gap: 20px; }
.pt-toolbar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; }
.pt-toolbar > .pt-title { margin-inline-end: auto; }
.pt-search { position: relative; flex: 0 1 240px; min-width: 160px; }
.pt-search > svg { position: absolute; inset-block-start: 50%; inset-inline-start: 10px; translate: 0 -50%; color: var(--pt-text-quiet); pointer-events: none; }
.pt-search > .pt-input { padding-inline: 34px 30px; }
.pt-search__key {
  position: absolute;
  inset-block-start: 50%;
  inset-inline-end: 8px;
  translate: 0 -50%;
  padding: 0 6px;
  border: 1px solid var(--pt-line);
  border-radius: 4px;
  color: var(--pt-text-quiet);
  font-size: 12px;
  pointer-events: none;
}
.pt-search:focus-within > .pt-search__key, .pt-search > .pt-input:not(:placeholder-shown) + .pt-search__key { display: none; }
.pt-category > select { min-width: 0; }
.pt-category { flex: 0 1 auto; width: auto; max-width: 200px; }
.pt-segments { display: inline-flex; gap: 2px; padding: 2px; border-radius: var(--pt-input-radius); background: var(--pt-surface-fill); box-shadow: inset 0 0 0 1px var(--pt-line); }
.pt-segment { position: relative; display: inline-flex; align-items: center; gap: 6px; min-height: calc(var(--pt-control-height) - 4px); padding: 0 12px; border-radius: calc(var(--pt-input-radius) - 2px); font-size: 13px; font-weight: 500; color: var(--pt-text-quiet); cursor: pointer; }
.pt-segment:hover { color: var(--pt-text); }
.pt-segment:has(:checked) { background: light-dark(var(--pt-surface), var(--pt-neutral-5)); color: var(--pt-text); box-shadow: 0 0 0 1px var(--pt-line-strong); }
.pt-segment:has(:focus-visible) { outline: 2px solid var(--pt-focus); outline-offset: 1px; }
.pt-segment > input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: inherit; }
.pt-segment > span { font-variant-numeric: tabular-nums; color: var(--pt-text-quiet); }

.pt-cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--pt-card-width)), 1fr)); gap: var(--pt-gap); }
.pt-cards > li { display: grid; }
.pt-card {
  position: relative;
  display: grid;
  grid-template-rows: 1fr auto;
  gap: 14px;
  min-height: 132px;
  padding: var(--pt-card-padding);
  border: 1px solid var(--pt-card-border);
  border-radius: var(--pt-card-radius);
  background: var(--pt-card-background);
  transition: border-color 120ms ease-out, background-color 120ms ease-out;
}
.pt-card:hover { border-color: var(--pt-neutral-8); background: var(--pt-surface-hover); }
.pt-card:has(:focus-visible) { outline: 2px solid var(--pt-focus); outline-offset: 2px; }
.pt-card--needs_attention { border-color: color-mix(in oklab, var(--pt-warning) 55%, var(--pt-surface)); }
.pt-card--needs_attention:hover { border-color: var(--pt-warning); }
.pt-card__head { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 12px; align-items: start; }
.pt-card__words { display: grid; gap: 1px; }
.pt-card__open { padding: 0; border: 0; background: none; font-weight: 600; text-align: start; cursor: pointer; }
.pt-root .pt-card__open:focus-visible { outline: none; }
.pt-card__open::after { content: ''; position: absolute; inset: 0; border-radius: inherit; }
.pt-card__text { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; font-size: 13px; line-height: 1.45; color: var(--pt-text-quiet); }
.pt-card__foot { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; min-height: 20px; font-size: 13px; color: var(--pt-text-quiet); }
.pt-card__foot > .pt-state { color: var(--pt-text); }
.pt-card--needs_attention .pt-card__text { -webkit-line-clamp: 3; color: var(--pt-text); }
.pt-card__foot > .pt-figures::before { content: '·'; margin-inline-end: 10px; }
.pt-card--waiting { border-color: var(--pt-line); background: none; animation: pt-breathe 1800ms ease-in-out infinite; }
.pt-bone { height: 10px; border-radius: 5px; background: var(--pt-neutral-4); }
.pt-bone--icon { width: var(--pt-icon-size); height: var(--pt-icon-size); border-radius: calc(var(--pt-radius) + 3px); }
.pt-bone--name { width: 42%; margin-block: 5px 8px; }
.pt-bone--line { width: 88%; margin-block-end: 8px; }
.pt-bone--short { width: 34%; }
.pt-bone--title { width: 160px; height: 16px; margin-block: 6px; }
.pt-bone--block { width: 100%; height: 120px; border-radius: var(--pt-panel-radius); }
@container pt-root (max-width: 560px) {
  .pt-toolbar > .pt-title { flex: 1 0 100%; }
  .pt-search { flex: 1 1 100%; }
  .pt-category { flex: 1 1 96px; min-width: 0; max-width: none; }
}
`;
