import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resetEnv } from '#server/env.ts';
import { closeEgress } from '#server/http/egress.ts';
import { bearer, createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { type Sandbox, startSandbox } from '../../e2e/sandbox/sandbox.ts';
import { app, connect, control } from '../../e2e/sandbox/test-visitor.ts';
import type { WriteItem } from '../kit/index.ts';

const connector = await loadTestConnector('tidewater');
const { contact } = connector.connector.objects;
let sandbox: Sandbox;
let accessToken: string;
let batches = 0;
let begun: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clients: [app], ratePer10s: 100_000 });
  process.env.PORTICO_EGRESS_ALLOW = `localhost:${sandbox.port}`;
  resetEnv();
});
afterAll(async () => {
  await closeEgress();
  await sandbox.close();
});
beforeEach(async () => {
  await control(sandbox, 'reset');
  begun = new Date().toISOString();
  accessToken = (await connect(sandbox)).access_token;
});

const context = () =>
  createTestContext({
    connector,
    credential: bearer(accessToken),
    settings: { list: 'all' },
    learnt: { origin: sandbox.origin },
  });
const write = (items: WriteItem[], idempotencyKey = `batch-${++batches}`) =>
  contact?.upsert?.write(context() as never, items, { idempotencyKey });
const rowOf = async (key: string) => {
  const page = await contact?.pull(context() as never, {
    mode: 'incremental',
    cursor: null,
    watermark: begun,
  });
  return page?.rows.find((row) => Reflect.get(Object(row), 'id') === key);
};

describe('writing contacts', () => {
  it('makes what is new, finds by e-mail address, changes by id, and leaves what is the same', async () => {
    const mara = { last_name: 'Lindqvist', email: 'mara@globex.example', custom: { seats: 12 } };
    expect(await write([{ data: mara }])).toEqual([{ key: 'ct_01241', action: 'created' }]);
    expect(await write([{ data: { email: 'Mara@Globex.example', title: 'Captain' } }])).toEqual([{ key: 'ct_01241', action: 'updated' }]); // biome-ignore format: one thought
    expect(await write([{ key: 'ct_01241', data: { custom: { seats: 13 } } }])).toEqual([{ key: 'ct_01241', action: 'updated' }]); // biome-ignore format: one thought
    expect(await write([{ key: 'ct_01241', data: { title: 'Captain' } }])).toEqual([{ key: 'ct_01241', action: 'unchanged' }]); // biome-ignore format: one thought
    expect(await rowOf('ct_01241')).toMatchObject({ last_name: 'Lindqvist', title: 'Captain', custom: { seats: 13 } });
  });

  it('says of each what is wrong with it, and writes the others', async () => {
    expect(
      await write([
        { data: { last_name: 'One' } },
        { data: { first_name: 'Two' } },
        { key: 'ct_99999', data: { title: 'x' } },
        { data: { last_name: 'Four', email: 'not one' } },
        { data: { last_name: 'Five', updated_at: '2026-01-01' } },
        { data: { last_name: 'Six' } },
      ]),
    ).toEqual([
      { key: 'ct_01241', action: 'created' },
      { error: { class: 'invalid', code: 'validation_failed', field: 'last_name', message: expect.stringMatching(/last name/) } }, // biome-ignore format: one thought
      { error: { class: 'not_found', code: 'not_found', message: expect.stringMatching(/ct_99999/) } },
      {
        error: { class: 'invalid', code: 'validation_failed', field: 'email', message: expect.stringMatching(/name@/) },
      },
      { error: { class: 'invalid', code: 'validation_failed', field: 'updated_at', message: expect.stringMatching(/set by/) } }, // biome-ignore format: one thought
      { key: 'ct_01242', action: 'created' },
    ]);
  });

  it('happens once for one key', async () => {
    const items = [{ data: { last_name: 'Once' } }];
    const first = await write(items, 'the-same');
    expect(await write(items, 'the-same')).toEqual(first);
    expect(await write(items)).toEqual([{ key: 'ct_01242', action: 'created' }]);
  });

  it('without the right to is told', async () => {
    accessToken = (await connect(sandbox, { scope: 'openid offline_access contacts:read' })).access_token;
    await expect(write([{ data: { last_name: 'No' } }])).rejects.toMatchObject({ details: { class: 'permission' } });
  });

  it('takes the examples', async () => {
    expect(await write(contact?.upsert?.example ?? [])).toMatchObject([{ action: 'created' }, { key: 'ct_00001', action: 'updated' }]); // biome-ignore format: one thought
  });
});
