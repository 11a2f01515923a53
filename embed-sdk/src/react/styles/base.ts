/** Takes the host's rules back where they reach in, and sets type, focus and motion. */
export const base = /* css */ `
:host { display: block; }
:host([hidden]) { display: none; }
.pt-root {
  container: pt-root / inline-size;
  color: var(--pt-text);
  font-family: var(--pt-font);
  font-size: var(--pt-font-size);
  font-weight: 400;
  line-height: 1.5;
  letter-spacing: normal;
  text-align: start;
  text-transform: none;
  text-indent: 0;
  text-shadow: none;
  word-spacing: normal;
  white-space: normal;
  word-break: normal;
  font-style: normal;
  font-variant: normal;
  cursor: auto;
  visibility: visible;
  -webkit-font-smoothing: antialiased;
  overflow-wrap: break-word;
}
.pt-root--page { max-width: 1180px; min-height: 100dvh; margin-inline: auto; padding: clamp(16px, 4vw, 48px); background: var(--pt-surface); }
.pt-root, .pt-root *, .pt-root *::before, .pt-root *::after { box-sizing: border-box; }
.pt-root :where(h2, h3, h4, p, ul, ol, li, dl, dd, dt, fieldset, legend, dialog, progress, figure) {
  margin: 0;
  padding: 0;
  border: 0;
  font: inherit;
  color: inherit;
  list-style: none;
}
.pt-root :where(p, h2, h3, li, dd, label) { unicode-bidi: plaintext; text-align: match-parent; }
.pt-root[dir='rtl'] :where(p, h2, h3, li, dd, label) { text-align: right; }
.pt-root :where(button, input, select, textarea) {
  margin: 0;
  font: inherit;
  color: inherit;
  letter-spacing: inherit;
  word-spacing: inherit;
  text-indent: inherit;
  text-transform: inherit;
}
.pt-root :where(svg) { display: block; flex: none; }
.pt-root :where(a, button, input, select, [tabindex]):focus-visible {
  outline: 2px solid var(--pt-focus);
  outline-offset: 2px;
}
.pt-root :where(h2, h3)[tabindex]:focus-visible { outline-offset: 4px; border-radius: 2px; }
.pt-title { font-size: 20px; font-weight: 600; line-height: 1.3; letter-spacing: -0.01em; text-wrap: balance; }
.pt-subtitle { font-size: 16px; font-weight: 600; line-height: 1.4; letter-spacing: -0.005em; text-wrap: balance; }
.pt-label { font-size: 13px; font-weight: 500; color: var(--pt-text-quiet); }
.pt-quiet { color: var(--pt-text-quiet); }
.pt-small { font-size: 13px; }
.pt-prose { max-width: 66ch; text-wrap: pretty; unicode-bidi: plaintext; }
.pt-figures { font-variant-numeric: tabular-nums; }
.pt-stack { display: grid; gap: 16px; justify-items: start; }
.pt-stack > * { max-width: 100%; }
.pt-row { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
.pt-row:empty { display: none; }
.pt-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.pt-enter { animation: pt-enter 120ms ease-out; }
@keyframes pt-enter { from { opacity: 0; transform: translateY(4px); } }
@keyframes pt-turn { to { transform: rotate(1turn); } }
@keyframes pt-breathe { 50% { opacity: 0.55; } }
@media (prefers-reduced-motion: reduce) {
  .pt-root, .pt-root *, .pt-root *::before, .pt-root *::after { animation: none !important; transition: none !important; }
}
`;
