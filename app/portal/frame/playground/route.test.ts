import { expect, test } from 'vitest';
import { GET } from './route.ts';

test('only pages of our own may frame it, and nothing inline runs in it', async () => {
  const answer = GET();
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  const html = await answer.text();
  expect(html).not.toMatch(/<style|style=|<script(?![^>]* src=)/);
});
