/** What stands on what, and how much they must differ (WCAG 2.2 AA: text 4.5, the shape of controls 3). */
const PAIRS: readonly [front: string, back: string, least: number, what: string][] = [
  ['--pt-text', '--pt-surface', 4.5, 'Text'],
  ['--pt-text-quiet', '--pt-surface', 4.5, 'Quiet text'],
  ['--pt-accent-text', '--pt-surface', 4.5, 'Links'],
  ['--pt-text-danger', '--pt-surface', 4.5, 'Complaints'],
  ['--pt-button-primary-text', '--pt-button-primary-background', 4.5, 'The label of primary buttons'],
  ['--pt-line-control', '--pt-surface', 3, 'The edge of fields'],
  ['--pt-focus', '--pt-surface', 3, 'The focus ring'],
];

type Rgb = readonly [red: number, green: number, blue: number];

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours: 1 (the same) to 21 (black and white). */
export function contrastOf(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Reads colours as they are drawn, in whatever notation the theme says them. Null where there is no canvas. */
function colourReader(root: HTMLElement): ((variable: string) => Rgb | null) | null {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!canvas) return null;
  return (variable) => {
    const probe = document.createElement('i');
    probe.hidden = true;
    probe.style.setProperty('color', `var(${variable})`);
    root.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return alpha === 255 ? [red, green, blue] : null;
  };
}

/** Sentences about what cannot be read in the theme as it is drawn in `root` now; empty where all can. */
export function unreadablePairs(root: HTMLElement): string[] {
  const read = colourReader(root);
  if (!read) return [];
  return PAIRS.flatMap(([front, back, least, what]) => {
    const [one, other] = [read(front), read(back)];
    if (!one || !other) return [];
    const contrast = contrastOf(one, other);
    return contrast >= least
      ? []
      : [
          `${what} (${front} on ${back}) has a contrast of ${contrast.toFixed(1)}, and ${least} is the least to be read.`,
        ];
  });
}
