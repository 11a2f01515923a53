/** What needs the customer, the log, schedules, files: fetched with the panel and the wizard. */
export const repair = /* css */ `
.pt-root span[hidden] { display: none; }
.pt-section__head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px; }
.pt-section__head > .pt-select { width: auto; }
.pt-causes { display: grid; gap: 10px; }
.pt-cause { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 10px 12px; padding: 14px 16px; border: 1px solid color-mix(in oklab, var(--pt-warning) 40%, var(--pt-surface)); border-radius: var(--pt-panel-radius); background: var(--pt-surface); }
.pt-cause > svg { margin-block-start: 3px; color: var(--pt-warning); }
.pt-cause > :not(svg, .pt-cause__words) { grid-column: 2; }
.pt-cause__words { display: grid; gap: 2px; overflow-wrap: anywhere; }
.pt-cause__name { font-weight: 600; }
.pt-cause__name::first-letter { text-transform: uppercase; }
.pt-cause__acts > .pt-button--plain { margin-inline: 0; }
.pt-cause__progress { display: grid; gap: 6px; }
.pt-records { border-block-start: 1px solid var(--pt-line); }
.pt-records > li { display: grid; gap: 4px; padding-block: 10px; border-block-end: 1px solid var(--pt-line); overflow-wrap: anywhere; }
.pt-records > li:last-child { border-block-end: 0; padding-block-end: 0; }
.pt-records__key { font-weight: 500; font-variant-numeric: tabular-nums; }
.pt-records .pt-button--plain { margin-inline: 0; }
.pt-details > summary { font-weight: 500; cursor: pointer; }
.pt-details > summary:focus-visible { outline: 2px solid var(--pt-focus); outline-offset: 2px; }
.pt-details > .pt-form { margin-block-start: 12px; }
.pt-activity__by { display: block; }
.pt-activity .pt-link { display: block; font-size: 13px; }
.pt-lines__when { display: flex; flex: 1 0 100%; flex-wrap: wrap; gap: 0 8px; }
.pt-schedule { display: grid; gap: 14px; }
.pt-schedule__pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 12px; align-items: start; }
.pt-schedule .pt-select { width: 100%; }
.pt-days { display: flex; flex-wrap: wrap; gap: 6px; }
.pt-days > legend { margin-block-end: 6px; }
.pt-day { position: relative; display: inline-grid; place-items: center; min-width: 44px; min-height: 32px; padding-inline: 8px; border: 1px solid var(--pt-line-control); border-radius: var(--pt-input-radius); font-size: 13px; cursor: pointer; }
.pt-day > input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: inherit; }
.pt-day:has(:checked) { border-color: var(--pt-accent); background: color-mix(in oklab, var(--pt-accent) 12%, var(--pt-surface)); box-shadow: inset 0 0 0 1px var(--pt-accent); font-weight: 500; }
.pt-day:has(:focus-visible) { outline: 2px solid var(--pt-focus); outline-offset: 2px; }
.pt-files__chosen { flex: 1 1 auto; justify-content: start; text-align: start; overflow-wrap: anywhere; }
.pt-crumbs { display: flex; flex-wrap: wrap; gap: 2px 0; font-size: 13px; }
.pt-crumbs > li + li::before { content: '/'; margin-inline: 6px; color: var(--pt-text-quiet); }
.pt-crumbs [aria-current] { font-weight: 500; }
.pt-files { max-height: 300px; overflow-y: auto; overscroll-behavior: contain; border: 1px solid var(--pt-line); border-radius: var(--pt-panel-radius); padding: 4px; }
.pt-files > li { display: flex; align-items: center; gap: 8px; border-radius: var(--pt-radius); padding-inline-end: 8px; }
.pt-files > li.pt-quiet { padding: 10px; }
.pt-files > li:hover { background: var(--pt-surface-fill); }
.pt-files > .pt-files__marked { background: color-mix(in oklab, var(--pt-accent) 12%, var(--pt-surface)); box-shadow: inset 0 0 0 1px var(--pt-accent); }
.pt-files__row { display: grid; flex: 1; grid-template-columns: 16px minmax(0, 1fr); gap: 10px; align-items: center; min-height: 36px; padding: 6px 8px; border: 0; background: none; text-align: start; overflow-wrap: anywhere; cursor: pointer; }
.pt-files__row[aria-disabled] { cursor: default; }
.pt-files .pt-icon-button { flex: none; }
.pt-files__row > svg { color: var(--pt-text-quiet); }
@container pt-root (max-width: 420px) {
  .pt-schedule__pair { grid-template-columns: minmax(0, 1fr); }
}
`;
