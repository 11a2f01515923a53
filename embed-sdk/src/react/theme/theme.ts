/** The look of the tab, where it should differ from the host page's own font and the defaults. */
export interface PorticoTheme {
  /** Colour of primary buttons, links and focus: any CSS colour. */
  accent?: string;
  /** Radius of controls; panels are 4 px rounder. A number is pixels. */
  radius?: number | string;
  /** A CSS font family; without it the tab is in the host page's font. */
  font?: string;
  /** `auto` (default) follows the host page's `color-scheme`. */
  mode?: 'light' | 'dark' | 'auto';
  /** `compact` draws controls and cards lower. */
  density?: 'comfortable' | 'compact';
  /** Draws nothing but structure: classes and parts stay, for a style sheet of yours. */
  unstyled?: boolean;
  /** Any CSS variable of the three tiers, by name: `{ '--pt-card-radius': '0px' }`. */
  variables?: Record<`--pt-${string}`, string>;
}

/** The CSS declarations that a theme stands for. */
export function declarationsOf(theme: PorticoTheme): [string, string][] {
  const { accent, radius, font, mode = 'auto', density, variables = {} } = theme;
  const declarations: [string, string][] = [];
  if (accent) declarations.push(['--pt-accent', accent]);
  if (radius !== undefined) declarations.push(['--pt-radius', typeof radius === 'number' ? `${radius}px` : radius]);
  if (font) declarations.push(['--pt-font', font]);
  if (mode !== 'auto') declarations.push(['color-scheme', mode]);
  if (density === 'compact')
    declarations.push(['--pt-control-height', '32px'], ['--pt-card-padding', '12px'], ['--pt-gap', '8px']);
  return [...declarations, ...Object.entries(variables)];
}
