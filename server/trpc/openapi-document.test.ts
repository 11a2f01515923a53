import { expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from './openapi-document.ts';

const operation = z.object({
  summary: z.string().min(1),
  tags: z.array(z.string()).min(1),
  security: z.array(z.object({ secretKey: z.array(z.string()) })),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })).optional(),
  responses: z.record(z.string(), z.unknown()),
});
const documentSchema = z.object({
  openapi: z.string(),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
});

const document = () => documentSchema.parse(JSON.parse(JSON.stringify(openApiDocument())));

test('every call of the API is described, with its key, its errors, and idempotency where it writes', () => {
  const { paths, servers, components } = document();
  expect(servers).toEqual([{ url: 'http://portico.test/api/v1' }]);
  const calls = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, one]) => ({ call: `${method} ${path}`, method, one })),
  );
  expect(calls.map(({ call }) => call).sort()).toEqual([
    'delete /connections/{id}',
    'delete /connections/{id}/hooks',
    'delete /connectors/{slug}',
    'delete /destinations/{id}',
    'delete /links',
    'delete /proxy/{path}',
    'delete /webhook-endpoints/{id}',
    'get /actions/{connector}',
    'get /connections',
    'get /connections/{id}',
    'get /connections/{id}/hooks',
    'get /connections/{id}/limits',
    'get /connector-schema',
    'get /connectors',
    'get /connectors/{slug}',
    'get /connectors/{slug}/versions/{version}',
    'get /customers',
    'get /customers/{id}',
    'get /customers/{id}/erasure',
    'get /customers/{id}/export',
    'get /destinations',
    'get /destinations/{id}',
    'get /encryption',
    'get /failed-jobs',
    'get /failure-causes',
    'get /failures',
    'get /funnel',
    'get /inbound-events',
    'get /links',
    'get /mapping-schema',
    'get /models',
    'get /models/{name}',
    'get /proxy/{path}',
    'get /records',
    'get /records/count',
    'get /records/export',
    'get /retention',
    'get /runs',
    'get /runs/{id}',
    'get /syncs',
    'get /syncs/{id}',
    'get /syncs/{id}/mapping',
    'get /syncs/{id}/mapping/versions',
    'get /syncs/{id}/mapping/versions/{version}',
    'get /webhook-deliveries/{id}',
    'get /webhook-endpoints',
    'get /webhook-endpoints/{endpointId}/deliveries',
    'get /writes',
    'get /writes/{id}',
    'patch /proxy/{path}',
    'post /actions/{connector}/{action}',
    'post /connections/{id}/hooks',
    'post /connectors',
    'post /connectors/check',
    'post /connectors/import',
    'post /connectors/{slug}/publish',
    'post /connectors/{slug}/test',
    'post /connectors/{slug}/versions/{version}/restore',
    'post /customers',
    'post /customers/{id}/erase',
    'post /destinations',
    'post /destinations/{id}/pause',
    'post /destinations/{id}/resume',
    'post /embed-sessions',
    'post /encryption/replace-key',
    'post /failed-jobs/{id}/retry',
    'post /failures/ignore',
    'post /failures/restore',
    'post /failures/retry',
    'post /proxy/{path}',
    'post /records/get',
    'post /runs/{id}/cancel',
    'post /sync-events',
    'post /syncs/{id}',
    'post /syncs/{id}/mapping/preview',
    'post /syncs/{id}/mapping/suggestion',
    'post /syncs/{id}/pause',
    'post /syncs/{id}/records/refresh',
    'post /syncs/{id}/reset',
    'post /syncs/{id}/resume',
    'post /syncs/{id}/trigger',
    'post /webhook-deliveries/{id}/replay',
    'post /webhook-endpoints',
    'post /webhook-endpoints/{id}/enable',
    'post /writes',
    'post /writes/{id}/cancel',
    'post /writes/{id}/retry',
    'put /connections/{id}/hooks/secret',
    'put /connectors/{slug}/draft',
    'put /encryption',
    'put /links',
    'put /proxy/{path}',
    'put /retention',
    'put /syncs/{id}/mapping',
    'put /syncs/{id}/mapping/target',
  ]);
  for (const { call, method, one } of calls) {
    const error = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };
    expect(one.responses, call).toMatchObject({ 200: { content: {} }, 401: error, 422: error, 500: error });
    const hasKey = one.parameters?.some((parameter) => parameter.name === 'Idempotency-Key') ?? false;
    expect(hasKey, call).toBe(method !== 'get');
  }
  expect(components.securitySchemes).toMatchObject({ secretKey: { type: 'http', scheme: 'bearer' } });
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining(['Error', 'Customer', 'Connection', 'Run', 'RecordChange', 'WebhookEndpoint']),
  );
});
