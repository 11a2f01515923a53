import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Scheme = 'light' | 'dark';
type Oklch = readonly [number, number, number];

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const declarations = new Map(
  [...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]),
);

function resolve(value: string, scheme: Scheme): Oklch {
  const pair = /^light-dark\((.+?\)), (.+)\)$/.exec(value);
  if (pair) return resolve((scheme === 'light' ? pair[1] : pair[2]) ?? '', scheme);
  const reference = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (reference !== undefined) return colour(reference, scheme);
  const numbers = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(value);
  if (!numbers) throw new Error(`not a colour: ${value}`);
  return [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])];
}

function colour(name: string, scheme: Scheme): Oklch {
  const value = declarations.get(name);
  if (value === undefined) throw new Error(`no token --${name}`);
  return resolve(value, scheme);
}

function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (x: number) => Math.min(1, Math.max(0, x));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(front: string, back: string, scheme: Scheme): number {
  const one = luminance(colour(front, scheme));
  const two = luminance(colour(back, scheme));
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}

const surfaces = ['canvas', 'surface', 'raised', 'hover', 'selected'];
const inks = ['ink', 'muted', 'faint', 'accent-ink', 'good', 'waiting', 'attention', 'failed'];
const tints = ['good', 'waiting', 'attention', 'failed'].flatMap((name) => [
  [name, `${name}-tint`] as const,
  ['ink', `${name}-tint`] as const,
]);
const text = [
  ...inks.flatMap((ink) => surfaces.map((surface) => [ink, surface] as const)),
  ...tints,
  ['accent-ink', 'accent-tint'] as const,
  ['on-accent', 'accent'] as const,
  ['on-accent', 'accent-strong'] as const,
  ['on-accent', 'failed-solid'] as const,
  ['surface', 'ink'] as const,
];
const controls = ['canvas', 'surface', 'raised', 'hover'].map((surface) => ['control', surface] as const);

describe.each<Scheme>(['light', 'dark'])('%s colours', (scheme) => {
  it.each(text)('%s is read on %s', (front, back) => {
    expect(contrast(front, back, scheme)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(controls)('%s is seen on %s', (front, back) => {
    expect(contrast(front, back, scheme)).toBeGreaterThanOrEqual(3);
  });
});
