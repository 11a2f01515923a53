import { expect, test } from 'vitest';
import type { OAuth2Auth } from '#connectors/kit/index.ts';
import { afterCut, afterRefusal, type Reuse, reuseOf } from './renewal-plan.ts';

const oauth2 = (some: Partial<OAuth2Auth>): OAuth2Auth => ({
  kind: 'oauth2',
  authorizeUrl: 'https://app.example/authorize',
  tokenUrl: 'https://app.example/token',
  scopes: [],
  scopeWords: {},
  refresh: 'rotating',
  ...some,
});

test.each([
  [oauth2({ refresh: 'fixed' }), 'harmless'],
  [oauth2({ refresh: 'fixed', reuse: 'revokes' }), 'harmless'],
  [oauth2({ refresh: 'exchange' }), 'harmless'],
  [oauth2({}), 'refused'],
  [oauth2({ reuse: 'allowed' }), 'allowed'],
  [oauth2({ reuse: 'revokes' }), 'revokes'],
  [{ kind: 'mcp' as const, url: 'https://mcp.example' }, 'revokes'],
  [{ kind: 'none' as const }, 'harmless'],
])('%# what a second use does is what the connector declares', (auth, reuse) => {
  expect(reuseOf(auth)).toBe(reuse);
});

test.each<[Reuse, accessIsGood: boolean, ReturnType<typeof afterCut>]>([
  ['harmless', true, 'try'],
  ['harmless', false, 'try'],
  ['allowed', true, 'try'],
  ['allowed', false, 'try'],
  ['refused', true, 'try'],
  ['refused', false, 'try'],
  ['revokes', true, 'hold'],
  ['revokes', false, 'try'],
])('cut off, reuse %s, access good: %s → %s', (reuse, accessIsGood, then) => {
  expect(afterCut({ reuse, accessIsGood })).toBe(then);
});

test.each<[Reuse, wasCutOff: boolean, hasPrevious: boolean, ReturnType<typeof afterRefusal>]>([
  ['harmless', false, false, 'revoked'],
  ['harmless', true, true, 'revoked'],
  ['allowed', false, false, 'revoked'],
  ['allowed', false, true, 'previous'],
  ['allowed', true, false, 'lost'],
  ['allowed', true, true, 'previous'],
  ['refused', false, true, 'revoked'],
  ['refused', true, true, 'lost'],
  ['revokes', false, true, 'revoked'],
  ['revokes', true, true, 'lost'],
])('refused, reuse %s, cut off: %s, one before: %s → %s', (reuse, wasCutOff, hasPrevious, then) => {
  expect(afterRefusal({ reuse, wasCutOff, hasPrevious })).toBe(then);
});
