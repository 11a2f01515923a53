import { expect, test } from 'vitest';
import { contrastOf } from './check-contrast.ts';

test.each([
  [[0, 0, 0], [255, 255, 255], 21],
  [[255, 255, 255], [255, 255, 255], 1],
  // The greys that everybody checks by: #767676 is the lightest that text may have on white.
  [[118, 118, 118], [255, 255, 255], 4.54],
  [[119, 119, 119], [255, 255, 255], 4.48],
  [[91, 91, 214], [255, 255, 255], 5.35],
] as const)('the contrast of %j on %j is %d', (one, other, contrast) => {
  expect(contrastOf(one, other)).toBeCloseTo(contrast, 1);
  expect(contrastOf(other, one)).toBe(contrastOf(one, other));
});
