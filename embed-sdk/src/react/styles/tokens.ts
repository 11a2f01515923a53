/**
 * The three tiers: palette (what colours there are), role (what they are for), component (what a host may want to
 * change alone). The greys are mixed from text and surface, so a host that sets these two has set them all.
 * `color-scheme` decides between the two values of a colour, and is the host's unless a theme sets it. What stands on
 * the accent is black or white by its luminance (0.18 is where both have a contrast of 4.6).
 * Contrast: text at least 4.5, controls and status shapes at least 3, in both.
 */
export const tokens = (scope: string) => /* css */ `
${scope} {
  --pt-accent: oklch(0.55 0.11 215);
  --pt-ink: light-dark(oklch(0.22 0.006 80), oklch(0.945 0.003 80));
  --pt-ground: light-dark(oklch(1 0 0), oklch(0.205 0.004 80));
  --pt-green: light-dark(oklch(0.58 0.14 152), oklch(0.76 0.16 152));
  --pt-amber: light-dark(oklch(0.62 0.14 65), oklch(0.8 0.14 78));
  --pt-red: light-dark(oklch(0.55 0.19 27), oklch(0.71 0.17 25));
  --pt-blue: light-dark(oklch(0.56 0.14 250), oklch(0.74 0.12 250));

  --pt-text: var(--pt-ink);
  --pt-surface: var(--pt-ground);
  --pt-neutral-2: color-mix(in oklab, var(--pt-text) 2%, var(--pt-surface));
  --pt-neutral-3: color-mix(in oklab, var(--pt-text) 5%, var(--pt-surface));
  --pt-neutral-4: color-mix(in oklab, var(--pt-text) 8%, var(--pt-surface));
  --pt-neutral-5: color-mix(in oklab, var(--pt-text) 12%, var(--pt-surface));
  --pt-neutral-6: color-mix(in oklab, var(--pt-text) 16%, var(--pt-surface));
  --pt-neutral-7: color-mix(in oklab, var(--pt-text) 23%, var(--pt-surface));
  --pt-neutral-8: color-mix(in oklab, var(--pt-text) 33%, var(--pt-surface));
  --pt-neutral-9: color-mix(in oklab, var(--pt-text) 46%, var(--pt-surface));
  --pt-neutral-10: color-mix(in oklab, var(--pt-text) 58%, var(--pt-surface));
  --pt-neutral-11: color-mix(in oklab, var(--pt-text) 70%, var(--pt-surface));
  --pt-text-quiet: var(--pt-neutral-11);
  --pt-text-danger: light-dark(oklch(0.5 0.19 27), oklch(0.76 0.14 25));
  --pt-surface-hover: var(--pt-neutral-2);
  --pt-surface-fill: var(--pt-neutral-3);
  --pt-surface-overlay: light-dark(var(--pt-surface), var(--pt-neutral-3));
  --pt-line: light-dark(var(--pt-neutral-5), var(--pt-neutral-6));
  --pt-line-strong: light-dark(var(--pt-neutral-7), var(--pt-neutral-8));
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
  --pt-card-background: var(--pt-surface);
  --pt-card-border: var(--pt-line);
  --pt-button-background: var(--pt-surface);
  --pt-button-primary-background: var(--pt-accent);
  --pt-button-primary-text: var(--pt-on-accent);
  --pt-button-primary-press: var(--pt-accent-press);
  --pt-input-background: var(--pt-surface);
  --pt-input-border: var(--pt-line-control);
  --pt-notice-radius: var(--pt-panel-radius);
  --pt-dialog-radius: calc(var(--pt-panel-radius) + 2px);
  --pt-dialog-background: var(--pt-surface-overlay);
  --pt-wizard-width: 544px;
}`;
