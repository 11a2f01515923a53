import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { contact, owners } from './fixtures/records.ts';
import { api, date, testHubspot } from './test-hubspot.ts';

const { app, connector, context, sent } = await testHubspot();
const now = Date.parse(date);

describe('owners', () => {
  it('come whole, queues without a person too', async () => {
    const request = `GET ${api}/crm/owners/2026-09?limit=100`;
    app.play(
      { request, json: { results: owners.slice(0, 1), paging: { next: { after: 'b' } } } },
      { request: `${request}&after=b`, json: { results: owners.slice(1) } },
    );
    const pass = await readPass(connector.objects.owner, context(), { mode: 'full' });
    expect(pass.rows.map(({ id }) => id)).toEqual(['41629779', '41629780']);
  });
});

describe('the other objects', () => {
  it.each([
    ['company', 'companies', []],
    ['deal', 'deals', ['companies', 'contacts']],
    ['ticket', 'tickets', ['companies', 'contacts']],
    ['product', 'products', []],
    ['lineItem', 'line_items', ['deals']],
    ['quote', 'quotes', ['deals']],
  ])('%s is read by its own name and clock', async (name, path, links) => {
    const crm = `${api}/crm/objects/2026-09/${path}`;
    const row = { ...contact('1'), properties: { hs_lastmodifieddate: date } };
    app.play(
      { request: `POST ${crm}/search`, headers: { date }, json: { total: 1, results: [row] } },
      { request: `GET ${api}/crm/properties/2026-09/${path}`, json: { results: [] } },
      { request: `POST ${crm}/batch/read`, json: { results: [row] } },
      ...links.map((link) => ({
        request: `POST ${api}/crm/associations/2026-09/${path}/${link}/batch/read`,
        json: { results: [] },
      })),
    );
    const pass = await readPass(connector.objects[name], context(), {
      mode: 'incremental',
      watermark: { changed: now, deleted: now },
    });
    expect(pass.rows.map(({ id }) => id)).toEqual(['1']);
    expect(JSON.stringify(sent('/search'))).toContain('hs_lastmodifieddate');
  });
});
