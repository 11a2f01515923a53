import { expect, test } from 'vitest';
import { pathOf, type Route, routeOf } from './route.ts';

test.each<[string, Route]>([
  ['/', { name: 'catalogue' }],
  ['/your-crm', { name: 'integration', slug: 'your-crm' }],
  ['/your-crm/activity', { name: 'integration', slug: 'your-crm', section: 'activity' }],
  ['/your-crm/settings', { name: 'integration', slug: 'your-crm', section: 'settings' }],
  ['/your-crm/mapping', { name: 'integration', slug: 'your-crm', section: 'mapping' }],
  ['/your-crm/connect', { name: 'connect', slug: 'your-crm' }],
  ['/a%2Fb/connect/review', { name: 'connect', slug: 'a/b', progress: { connect: '', stage: 'review' } }],
  [
    '/your-crm/connect/cnt_1/review',
    { name: 'connect', slug: 'your-crm', resume: 'cnt_1', progress: { connect: 'cnt_1', stage: 'review' } },
  ],
  ['/your-crm/reconnect/con_1', { name: 'connect', slug: 'your-crm', reconnect: 'con_1' }],
  [
    '/your-crm/reconnect/con_1/cnt_2/before',
    {
      name: 'connect',
      slug: 'your-crm',
      reconnect: 'con_1',
      resume: 'cnt_2',
      progress: { connect: 'cnt_2', stage: 'before' },
    },
  ],
])('%s is read and written', (path, route) => {
  expect(routeOf(path)).toEqual(route);
  expect(pathOf(route)).toBe(path);
});

test('what is no path leads somewhere', () => {
  expect(routeOf('')).toEqual({ name: 'catalogue' });
  expect(routeOf('/your-crm/unknown')).toEqual({ name: 'integration', slug: 'your-crm' });
  expect(routeOf('/%E0%A4%A/reconnect')).toEqual({ name: 'integration', slug: '%E0%A4%A' });
});
