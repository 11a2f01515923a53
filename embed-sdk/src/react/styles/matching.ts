/** Match fields: two columns, the app's field and the vendor's, with what is known of each pair under it. */
export const matching = /* css */ `
.pt-wizard:has(.pt-matching) { max-width: 720px; }
.pt-page--matching { max-width: 800px; }
.pt-matching { display: grid; gap: 12px; }
.pt-matching__head, .pt-match__pair { display: grid; grid-template-columns: minmax(0, 1fr) 16px minmax(0, 1fr); gap: 4px 16px; align-items: center; }
.pt-matching__head > :last-child { grid-column: 3; }
.pt-matching__name { width: auto; flex: 1 1 180px; }
.pt-matches { border: 1px solid var(--pt-line); border-radius: var(--pt-panel-radius); background: var(--pt-surface); }
.pt-match { display: grid; gap: 6px; padding: 12px 16px; }
.pt-match + .pt-match { border-block-start: 1px solid var(--pt-line); }
.pt-match__pair > svg { color: var(--pt-text-quiet); }
.pt-match__label { font-weight: 500; overflow-wrap: anywhere; }
.pt-match__label > span { margin-inline-start: 2px; font-size: 13px; font-weight: 400; color: var(--pt-text-quiet); }
.pt-match__notes { display: grid; gap: 4px; }
.pt-match__notes:empty, .pt-match__acts:empty { display: none; }
.pt-match__sample { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.pt-match__trouble { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 6px; font-size: 13px; line-height: 1.45; }
.pt-match__trouble > svg { margin-block-start: 1.5px; color: var(--pt-warning); }
.pt-match__trouble--error { font-weight: 500; color: var(--pt-text-danger); }
.pt-match__trouble--error > svg { color: var(--pt-bad); }
.pt-match__acts { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; }
.pt-match__acts > .pt-link { min-height: 24px; }
.pt-chip { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 2px 6px; min-height: 28px; padding: 2px 10px; border: 1px dashed var(--pt-line-control); border-radius: 14px; background: none; font-size: 13px; text-align: start; cursor: pointer; }
.pt-chip:hover { border-color: var(--pt-accent); background: var(--pt-surface-fill); }
.pt-chip > svg { color: var(--pt-accent-text); }
.pt-settings { display: grid; gap: 16px; margin-block-start: 4px; padding: 14px 16px; border-radius: var(--pt-panel-radius); background: var(--pt-surface-fill); }
.pt-setting { display: grid; gap: 8px; justify-items: start; min-width: 0; }
.pt-setting > :is(.pt-select, .pt-combobox, .pt-input, .pt-values, .pt-settings__list) { width: 100%; }
.pt-settings__list > li { display: flex; align-items: center; justify-content: space-between; gap: 8px; }
.pt-settings__list, .pt-values { display: grid; gap: 6px; }
.pt-values > li { display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr) 28px; gap: 8px; align-items: center; }
.pt-root[dir='rtl'] .pt-values > li > [aria-hidden] { transform: scaleX(-1); }
.pt-samples { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 180px), 1fr)); gap: 12px; }
.pt-sample { min-width: 0; padding: 12px 14px; border: 1px solid var(--pt-line); border-radius: var(--pt-panel-radius); background: var(--pt-surface); }
.pt-sample dl { display: grid; gap: 8px; }
.pt-sample dt { font-size: 12px; color: var(--pt-text-quiet); }
.pt-sample dd { overflow-wrap: anywhere; }
@container pt-root (max-width: 480px) {
  .pt-matching__head { display: none; }
  .pt-match__pair { grid-template-columns: minmax(0, 1fr); }
  .pt-match__pair > svg { display: none; }
  .pt-match__to { order: -1; }
  .pt-values > li { grid-template-columns: minmax(0, 1fr) 28px; }
  .pt-values > li > [aria-hidden] { display: none; }
  .pt-values > li > input { grid-column: 1; }
}
`;
