/** The page of one app: what it offers, and the control panel once it is connected. */
export const integration = /* css */ `
.pt-page { display: grid; gap: 24px; max-width: 1080px; }
.pt-page > :first-child:not(.pt-head) { margin-block-end: -8px; }
.pt-head { display: flex; flex-wrap: wrap; align-items: center; gap: 12px 16px; }
.pt-head__words { display: grid; flex: 1 1 200px; min-width: 0; gap: 2px; overflow-wrap: anywhere; }
.pt-head__line { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; }
.pt-columns { display: grid; grid-template-columns: minmax(0, 1fr) 288px; gap: 32px 48px; align-items: start; }
.pt-section { display: grid; gap: 12px; }
.pt-column { display: grid; gap: 28px; }
.pt-aside { display: grid; gap: 24px; }
.pt-offer { display: grid; gap: 12px; padding: 20px; border: 1px solid var(--pt-line); border-radius: var(--pt-panel-radius); background: var(--pt-surface); }
.pt-does { display: grid; gap: 6px; }
.pt-does + .pt-does { margin-block-start: 4px; }
.pt-does__way { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; font-size: 13px; font-weight: 500; color: var(--pt-text-quiet); }
.pt-does__way > svg { color: var(--pt-accent-text); }
.pt-does__list { display: grid; gap: 6px; padding-inline-start: 14px; border-inline-start: 2px solid var(--pt-line); }
.pt-dotted > * + *::before { content: '·'; margin-inline-end: 8px; }
.pt-status__facts.pt-dotted { column-gap: 8px; }
.pt-status { display: grid; gap: 14px; padding: 20px; border: 1px solid var(--pt-line); border-radius: var(--pt-panel-radius); background: var(--pt-surface); }
.pt-status__sentence { font-size: 20px; font-weight: 500; line-height: 1.35; letter-spacing: -0.012em; text-wrap: pretty; font-variant-numeric: tabular-nums; }
.pt-status__facts { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 13px; color: var(--pt-text-quiet); font-variant-numeric: tabular-nums; }
.pt-status__facts--ends { justify-content: space-between; }
.pt-lines { border: 1px solid var(--pt-line); border-radius: var(--pt-panel-radius); background: var(--pt-surface); }
.pt-lines > li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 2px 16px; padding: 11px 16px; }
.pt-lines > li + li { border-block-start: 1px solid var(--pt-line); }
.pt-lines__name { flex: 1 1 auto; font-weight: 500; }
.pt-lines__name::first-letter { text-transform: uppercase; }
.pt-activity > li { position: relative; display: grid; grid-template-columns: 16px minmax(0, 1fr) auto; gap: 12px; padding-block-end: 16px; }
.pt-activity > li:last-child { padding-block-end: 0; }
.pt-activity > li:not(:last-child)::before { content: ''; position: absolute; inset-block: 20px 0; inset-inline-start: 7.5px; width: 1px; background: var(--pt-line-strong); }
.pt-activity__mark { display: grid; place-items: center; width: 16px; height: 21px; color: var(--pt-neutral-9); }
.pt-activity__mark--good { color: var(--pt-good); }
.pt-activity__mark--warning { color: var(--pt-warning); }
.pt-activity time { font-size: 13px; line-height: 21px; color: var(--pt-text-quiet); white-space: nowrap; }
.pt-facts { display: grid; gap: 12px; }
.pt-facts > div { display: grid; gap: 1px; }
.pt-facts dt { font-size: 13px; color: var(--pt-text-quiet); }
.pt-root time[title] { cursor: default; }
@container pt-root (max-width: 760px) {
  .pt-columns { grid-template-columns: minmax(0, 1fr); }
  .pt-columns > .pt-aside--first { order: -1; }
}
@container pt-root (max-width: 420px) {
  .pt-dotted { flex-direction: column; }
  .pt-dotted > * + *::before { content: none; }
  .pt-dotted > *::first-letter { text-transform: uppercase; }
  .pt-activity > li { grid-template-columns: 16px minmax(0, 1fr); gap: 0 12px; }
  .pt-activity time { grid-column: 2; }
}
`;
