/**
 * The three tiers: palette (what colours there are), role (what they are for), component (what a host may want to
 * change alone). `color-scheme` decides between the two values of each colour and is the host's unless a theme sets it.
 * Contrast: text at least 4.5, controls and status shapes at least 3, in both.
 */
export const tokens = (scope: string) => /* css */ `
${scope} {
  --pt-accent: oklch(0.55 0.11 215);
  --pt-neutral-1: light-dark(oklch(1 0 0), oklch(0.205 0.004 80));
  --pt-neutral-2: light-dark(oklch(0.984 0.002 80), oklch(0.235 0.004 80));
  --pt-neutral-3: light-dark(oklch(0.965 0.003 80), oklch(0.262 0.004 80));
  --pt-neutral-4: light-dark(oklch(0.94 0.004 80), oklch(0.29 0.005 80));
  --pt-neutral-5: light-dark(oklch(0.915 0.004 80), oklch(0.32 0.005 80));
  --pt-neutral-6: light-dark(oklch(0.88 0.005 80), oklch(0.36 0.006 80));
  --pt-neutral-7: light-dark(oklch(0.82 0.006 80), oklch(0.42 0.006 80));
  --pt-neutral-8: light-dark(oklch(0.74 0.007 80), oklch(0.5 0.007 80));
  --pt-neutral-9: light-dark(oklch(0.655 0.008 80), oklch(0.57 0.008 80));
  --pt-neutral-10: light-dark(oklch(0.54 0.009 80), oklch(0.66 0.008 80));
  --pt-neutral-11: light-dark(oklch(0.47 0.009 80), oklch(0.75 0.008 80));
  --pt-neutral-12: light-dark(oklch(0.22 0.006 80), oklch(0.945 0.003 80));
  --pt-green: light-dark(oklch(0.58 0.14 152), oklch(0.76 0.16 152));
  --pt-amber: light-dark(oklch(0.62 0.14 65), oklch(0.8 0.14 78));
  --pt-red: light-dark(oklch(0.55 0.19 27), oklch(0.71 0.17 25));
  --pt-blue: light-dark(oklch(0.56 0.14 250), oklch(0.74 0.12 250));

  --pt-text: var(--pt-neutral-12);
  --pt-text-quiet: var(--pt-neutral-11);
  --pt-text-danger: light-dark(oklch(0.5 0.19 27), oklch(0.76 0.14 25));
  --pt-surface: var(--pt-neutral-1);
  --pt-surface-hover: var(--pt-neutral-2);
  --pt-surface-fill: var(--pt-neutral-3);
  --pt-surface-overlay: light-dark(var(--pt-neutral-1), var(--pt-neutral-3));
  --pt-line: var(--pt-neutral-5);
  --pt-line-strong: var(--pt-neutral-7);
  --pt-line-control: var(--pt-neutral-9);
  --pt-on-accent: color(from var(--pt-accent) xyz-d65 calc(0.9505 * clamp(0, (0.18 - y) * 10000, 1)) clamp(0, (0.18 - y) * 10000, 1) calc(1.089 * clamp(0, (0.18 - y) * 10000, 1)));
  --pt-accent-press: color-mix(in oklab, var(--pt-accent) 88%, color(from var(--pt-accent) xyz-d65 calc(0.9505 * clamp(0, (y - 0.18) * 10000, 1)) clamp(0, (y - 0.18) * 10000, 1) calc(1.089 * clamp(0, (y - 0.18) * 10000, 1))));
  --pt-accent-text: light-dark(oklch(from var(--pt-accent) min(l, 0.5) c h), oklch(from var(--pt-accent) max(l, 0.78) c h));
  --pt-focus: var(--pt-accent-text);
  --pt-good: var(--pt-green);
  --pt-warning: var(--pt-amber);
  --pt-bad: var(--pt-red);
  --pt-moving: var(--pt-blue);
  --pt-elevation: 0 0 0 1px var(--pt-line), 0 12px 32px -8px light-dark(oklch(0 0 0 / 0.18), oklch(0 0 0 / 0.6));

  --pt-font: inherit;
  --pt-font-size: 14px;
  --pt-radius: 6px;
  --pt-panel-radius: calc(var(--pt-radius) + 4px);
  --pt-control-height: 36px;
  --pt-card-padding: 16px;
  --pt-card-width: 264px;
  --pt-gap: 12px;
  --pt-icon-size: 40px;
  --pt-button-radius: var(--pt-radius);
  --pt-input-radius: var(--pt-radius);
  --pt-card-radius: var(--pt-panel-radius);
}`;
