import { expect, test } from 'vitest';
import { connectorIcon } from './connector-icon.ts';

const drawn = { slug: 'acme', name: 'Émile', iconPath: '' };

test('a packaged logo stands on a tile in its maker’s colour, in ink that can be seen on it', async () => {
  const dark = await connectorIcon({ ...drawn, icon: 'simple-icons:github' });
  expect(dark).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 40 40">/);
  expect(dark).toMatch(/<path transform="translate\(8 8\)" style="fill:#fff" d="M/);
  const light = await connectorIcon({ ...drawn, icon: 'simple-icons:mailchimp' });
  expect(light).toContain('style="fill:#1c1917"');
});

test.each(['simple-icons:no-such-logo', 'simple-icons:nosuchlogo', 'simple-icons:../../package', '', 'x'])(
  'without a logo (%s) the first letter is drawn, in the same colour each time',
  async (icon) => {
    const tile = await connectorIcon({ ...drawn, icon });
    expect(tile).toContain('>É</text>');
    expect(tile).toBe(await connectorIcon({ ...drawn, icon }));
  },
);

test('a name can not bring marks into the drawing', async () => {
  expect(await connectorIcon({ ...drawn, name: '<script>', icon: '' })).toContain('>S</text>');
  expect(await connectorIcon({ ...drawn, name: '', icon: '' })).toContain('>A</text>');
  expect(await connectorIcon({ ...drawn, slug: '', name: '—', icon: '' })).toContain('>?</text>');
});

test('an own drawing is taken as it is, if it is one', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';
  expect(await connectorIcon({ ...drawn, icon: svg })).toBe(svg);
  expect(await connectorIcon({ ...drawn, icon: '<script/>' })).toContain('<text');
});
