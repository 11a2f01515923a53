import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, type Stage } from '../test-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function openTab() {
  const answer = await (await stage.signIn('gwen@globex.example'))('/integrations');
  const policy = answer.headers.get('content-security-policy') ?? '';
  return { page: await answer.text(), policy, nonce: /'nonce-([^']+)'/.exec(policy)?.[1] ?? '' };
}

test('the policy is a strict host’s: Portico may run, be called and show icons, and nothing else may', async () => {
  const { policy, nonce } = await openTab();
  const { url } = stage.portico;
  expect(policy.split('; ')).toEqual([
    "default-src 'self'",
    `script-src 'self' ${url} 'nonce-${nonce}'`,
    `connect-src 'self' ${url}`,
    `img-src 'self' data: ${url}`,
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]);
});

test('the tab is four lines, and the page shows the lines that it has', async () => {
  const { page, nonce } = await openTab();
  const lines = /<div class="tab">\n([\s\S]*?)\n<\/div>/.exec(page)?.[1] ?? '';
  expect(lines.split('\n')).toHaveLength(4);
  expect(lines).toContain(
    `<script type="module" src="${stage.portico.url}/embed/v1.js"></script>\n<portico-integrations></portico-integrations>`,
  );
  const shown = /<code>([\s\S]*?)<\/code>/.exec(page)?.[1] ?? '';
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  expect(shown.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? '')).toBe(lines.replace(nonce, '…'));
});

test('a nonce is used once', async () => {
  const [one, two] = [await openTab(), await openTab()];
  expect(one.nonce).not.toBe(two.nonce);
  expect(one.page).toContain(`nonce="${one.nonce}"`);
});

test.each(['/sign-in', '/nowhere'])('%s carries the policy too', async (path) => {
  const answer = await fetch(stage.acme.origin + path, { headers: { accept: 'text/html' } });
  expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('nothing in any page is styled or scripted inline, beside the one with the nonce', async () => {
  const gwen = await stage.signIn('gwen@globex.example');
  for (const path of ['/sign-in', '/people', '/places', '/integrations', '/activity']) {
    const page = await (await gwen(path)).text();
    expect(page).not.toMatch(/ style=| on\w+=|<style/);
    expect(page.match(/<script(?![^>]*( src=| nonce=))/g)).toBeNull();
  }
});
