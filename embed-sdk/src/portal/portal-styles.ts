/** The page around the tab: a bar with whose it is, and a card for what comes before. Two classes strong, as the tab takes back what is weaker. */
export const portalStyles = /* css */ `
:root { color-scheme: light dark; }
:root[data-mode='light'] { color-scheme: light; }
:root[data-mode='dark'] { color-scheme: dark; }
html, body { margin: 0; min-height: 100vh; background: light-dark(oklch(0.985 0.002 80), oklch(0.175 0.004 80)); font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
.portal { min-height: 100vh; }
.portal .portal-bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; padding: 12px 24px; border-block-end: 1px solid var(--pt-line); background: var(--pt-surface); }
.portal .portal-brand { display: flex; align-items: center; gap: 10px; min-width: 0; margin: 0; font-size: 16px; font-weight: 600; line-height: 1.3; overflow-wrap: anywhere; }
.portal .portal-brand img { display: block; height: 28px; max-width: 160px; object-fit: contain; }
.portal .portal-person { margin-inline-start: auto; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; font-size: 13px; color: var(--pt-text-quiet); overflow-wrap: anywhere; }
.portal .portal-main { max-width: 1080px; margin: 0 auto; padding: 24px 24px 64px; }
.portal .portal-main--narrow { max-width: 592px; }
.portal .portal-main--narrow .pt-steps { display: none; }
.portal .portal-card { display: grid; gap: 16px; max-width: 480px; box-sizing: border-box; margin: max(24px, 10vh) auto 48px; padding: 32px; border: 1px solid var(--pt-line); border-radius: var(--pt-panel-radius); background: var(--pt-surface); }
.portal .portal-card .portal-brand { margin-block-end: 8px; }
.portal .portal-lead { display: grid; gap: 4px; }
.portal .portal-actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin-block-start: 4px; }
.portal .portal-note { margin: 0; padding-inline-start: 12px; border-inline-start: 2px solid var(--pt-line-strong); white-space: pre-line; overflow-wrap: anywhere; }
.portal .portal-code { max-width: 220px; font: 600 20px/1.4 ui-monospace, Menlo, Consolas, monospace; letter-spacing: 0.3em; }
@media (max-width: 520px) {
  .portal .portal-bar { padding: 12px 16px; }
  .portal .portal-person { margin-inline-start: 0; flex-basis: 100%; justify-content: space-between; }
  .portal .portal-main { padding: 16px 16px 48px; }
  .portal .portal-card { margin: 0; padding: 24px 16px; border: 0; border-radius: 0; min-height: 100vh; align-content: start; }
}
`;
