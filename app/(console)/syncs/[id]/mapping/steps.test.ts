import { expect, test } from 'vitest';
import { z } from 'zod';
import { mappingSchema } from '#server/mapping/mapping-document.ts';
import { readMapping } from '#server/mapping/read-mapping.ts';
import { stepKinds } from './steps.ts';

test('each step that can be added is one that the server takes as it is', () => {
  for (const [kind, { initial }] of Object.entries(stepKinds)) {
    if (kind === 'lookup') continue;
    const from = { path: 'a', steps: [{ do: kind, ...initial }] };
    expect([kind, readMapping({ mapping: 1, fields: [{ target: 'a', from }] })]).toEqual([
      kind,
      { mapping: expect.any(Object) },
    ]);
  }
});

test('no step that the server knows is missing', () => {
  const json = JSON.stringify(z.toJSONSchema(mappingSchema, { io: 'input', unrepresentable: 'any' }));
  const known = [...json.matchAll(/"do":\{[^}]*"const":"(\w+)"/g)].map(([, kind]) => kind);
  expect(new Set(known)).toEqual(new Set(Object.keys(stepKinds)));
});
