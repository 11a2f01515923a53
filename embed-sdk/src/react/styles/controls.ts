/** Buttons, states, notices, dialog, progress. */
export const controls = /* css */ `
.pt-button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 8px;
  min-height: var(--pt-control-height);
  padding: 4px 14px;
  border: 1px solid var(--pt-line-strong);
  border-radius: var(--pt-button-radius);
  background: var(--pt-button-background);
  font-weight: 500;
  line-height: 1.3;
  text-align: center;
  cursor: pointer;
  transition: background-color 120ms ease-out, border-color 120ms ease-out;
}
.pt-button:hover { background: var(--pt-surface-fill); border-color: var(--pt-neutral-8); }
.pt-button[aria-disabled='true'] { opacity: 0.6; cursor: default; }
.pt-button--primary { border-color: transparent; background: var(--pt-button-primary-background); color: var(--pt-button-primary-text); }
.pt-button--primary:hover { border-color: transparent; background: var(--pt-button-primary-press); }
.pt-button--danger { border-color: transparent; background: light-dark(oklch(0.53 0.19 27), oklch(0.56 0.19 27)); color: oklch(1 0 0); }
.pt-button--danger:hover { border-color: transparent; background: oklch(0.49 0.18 27); }
.pt-button--plain { padding-inline: 8px; margin-inline: -8px; border-color: transparent; background: none; }
.pt-button--plain:hover { border-color: transparent; }
.pt-button--quiet-danger { color: var(--pt-text-danger); }
.pt-button--wide { width: 100%; }
.pt-link {
  padding: 0;
  border: 0;
  background: none;
  color: var(--pt-accent-text);
  font-weight: 500;
  text-decoration: underline;
  text-decoration-color: color-mix(in oklab, currentColor 35%, transparent);
  text-underline-offset: 3px;
  cursor: pointer;
}
.pt-link:hover { text-decoration-color: currentColor; }
.pt-back {
  display: inline-flex;
  align-items: center;
  gap: 6px;
  min-height: 28px;
  margin-inline-start: -4px;
  padding: 2px 8px 2px 4px;
  border: 0;
  border-radius: var(--pt-radius);
  background: none;
  color: var(--pt-text-quiet);
  font-size: 13px;
  font-weight: 500;
  cursor: pointer;
}
.pt-back:hover { color: var(--pt-text); background: var(--pt-surface-fill); }
.pt-root[dir='rtl'] .pt-turns { transform: scaleX(-1); }

.pt-app {
  display: grid;
  place-items: center;
  flex: none;
  width: var(--pt-icon-size);
  height: var(--pt-icon-size);
  overflow: hidden;
  border: 1px solid light-dark(oklch(0 0 0 / 0.08), oklch(1 0 0 / 0.1));
  border-radius: calc(var(--pt-radius) + 3px);
  background: light-dark(oklch(1 0 0), oklch(0.96 0.002 80));
  color: oklch(0.3 0.006 80);
  font-size: 16px;
  font-weight: 600;
}
.pt-app--large { --pt-icon-size: 48px; }
.pt-app img { display: block; width: 68%; height: 68%; object-fit: contain; }

.pt-state { display: inline-flex; align-items: center; gap: 6px; font-size: 13px; font-weight: 500; white-space: nowrap; }
.pt-state--connected > svg, .pt-state--in_sync > svg { color: var(--pt-good); }
.pt-state--syncing > svg, .pt-state--running > svg, .pt-state--waiting > svg { color: var(--pt-moving); }
.pt-state--needs_attention > svg { color: var(--pt-warning); }
.pt-state--failed > svg { color: var(--pt-bad); }
.pt-state--paused > svg, .pt-state--locked > svg, .pt-state--coming_soon > svg, .pt-state--available > svg { color: var(--pt-neutral-10); }
.pt-turning { animation: pt-turn 900ms linear infinite; }

.pt-notice {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr) auto;
  align-items: center;
  gap: 8px 12px;
  width: 100%;
  padding: 12px 12px 12px 16px;
  border: 1px solid color-mix(in oklab, var(--pt-tone) 40%, var(--pt-surface));
  border-radius: var(--pt-notice-radius);
  background: color-mix(in oklab, var(--pt-tone) 9%, var(--pt-surface));
}
.pt-notice--warning { --pt-tone: var(--pt-warning); }
.pt-notice--bad { --pt-tone: var(--pt-bad); }
.pt-notice--good { --pt-tone: var(--pt-good); }
.pt-notice--neutral { --pt-tone: var(--pt-neutral-9); }
.pt-notice > svg { align-self: start; margin-block-start: 3px; color: var(--pt-tone); }
.pt-notice:has(> .pt-button) > svg { align-self: center; margin-block-start: 0; }
.pt-notice__words { display: grid; gap: 2px; }
.pt-notice__sentence { font-weight: 500; overflow-wrap: anywhere; }
@container pt-root (max-width: 520px) {
  .pt-notice { grid-template-columns: auto minmax(0, 1fr); }
  .pt-root .pt-notice > svg { align-self: start; margin-block-start: 3px; }
  .pt-notice > .pt-button { grid-column: 1 / -1; }
}

.pt-blank { display: grid; justify-items: start; gap: 4px; padding: 40px 24px; border: 1px dashed var(--pt-line-strong); border-radius: var(--pt-panel-radius); }
.pt-blank .pt-button { margin-block-start: 12px; }
.pt-request { display: inline-flex; align-items: center; gap: 6px; font-size: 12px; color: var(--pt-text-quiet); }
.pt-icon-button {
  display: inline-grid;
  place-items: center;
  min-width: 28px;
  min-height: 28px;
  padding: 0;
  border: 0;
  border-radius: var(--pt-radius);
  background: none;
  color: var(--pt-text-quiet);
  cursor: pointer;
}
.pt-icon-button:hover { background: var(--pt-surface-fill); color: var(--pt-text); }

.pt-progress {
  display: block;
  appearance: none;
  width: 100%;
  height: 6px;
  overflow: hidden;
  border-radius: 3px;
  background: var(--pt-neutral-4);
  color: var(--pt-accent);
}
.pt-progress::-webkit-progress-bar { background: var(--pt-neutral-4); }
.pt-progress::-webkit-progress-value { border-radius: 3px; background: var(--pt-accent); transition: inline-size 120ms ease-out; }
.pt-progress::-moz-progress-bar { border-radius: 3px; background: var(--pt-accent); }
.pt-progress:indeterminate { animation: pt-breathe 1600ms ease-in-out infinite; background: color-mix(in oklab, var(--pt-accent) 45%, var(--pt-neutral-4)); }
.pt-progress:indeterminate::-webkit-progress-bar { background: transparent; }
.pt-progress:indeterminate::-moz-progress-bar { background: transparent; }

.pt-root .pt-dialog {
  width: min(440px, calc(100vw - 32px));
  max-height: calc(100dvh - 32px);
  margin: auto;
  padding: 24px;
  border-radius: var(--pt-dialog-radius);
  background: var(--pt-dialog-background);
  color: var(--pt-text);
  box-shadow: var(--pt-elevation);
}
.pt-root .pt-dialog--wide { width: min(720px, calc(100vw - 32px)); container: pt-root / inline-size; }
.pt-dialog::backdrop { background: oklch(0.15 0.005 80 / 0.45); }
.pt-dialog[open] { animation: pt-enter 120ms ease-out; }
.pt-dialog__body { display: grid; gap: 12px; }
.pt-dialog__actions { display: flex; flex-wrap: wrap; justify-content: end; gap: 8px; margin-block-start: 12px; }
.pt-dialog__bar { display: flex; justify-content: end; margin: -10px -10px 6px; }
.pt-points { display: grid; gap: 8px; }
.pt-points > li { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 10px; }
.pt-points > li > svg { margin-block-start: 3px; color: var(--pt-text-quiet); }
`;
