import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';

/* Hosts draw their pages on a server first: importing and drawing there must neither fail nor ask for anything. */

test('every door can be imported where there is no browser', async () => {
  const doors = await Promise.all([
    import('../core/index.ts'),
    import('./index.ts'),
    import('../element/index.ts'),
    import('../frame/index.ts'),
  ]);
  expect(doors.map((door) => Object.keys(door).length > 0)).toEqual([true, true, true, true]);
});

test('drawn on a server, the tab is its frame as high as the catalogue, in the language that was asked for', async () => {
  const { Activity, ConnectButton, Integrations, IntegrationCard, PorticoProvider, ReconnectBanner, Wizard } =
    await import('./index.ts');
  const getToken = vi.fn(() => 'token');
  const draw = (child: ReturnType<typeof createElement>) =>
    renderToString(
      createElement(PorticoProvider, { baseUrl: 'https://portico.example', getToken, locale: 'ar' }, child),
    );
  const page = draw(createElement(Integrations));
  expect(page).toContain('Integrations');
  expect(page).toContain('pt-card--waiting');
  expect(page).not.toContain('style=');
  for (const one of [IntegrationCard, ConnectButton, Wizard, Activity])
    expect(draw(createElement(one, { slug: 'your-crm' }))).toContain('pt-root');
  expect(draw(createElement(ReconnectBanner))).toContain('pt-root');
  expect(draw(createElement(Integrations, { layout: 'modal', open: true }))).toContain('pt-root');
  expect(getToken).not.toHaveBeenCalled();
});
