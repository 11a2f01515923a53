import { describe, expect, it } from 'vitest';
import type { Json } from '../kit/index.ts';
import { owners } from './fixtures/records.ts';
import { api, properties, testHubspot } from './test-hubspot.ts';

const { app, connector, context } = await testHubspot();
const choose = (name: string, request: { search?: string; cursor?: Json; parent?: Record<string, string> } = {}) =>
  connector.options?.[name]?.(context(), { search: '', cursor: null, ...request });
const values = async (...asked: Parameters<typeof choose>) =>
  (await choose(...asked))?.options.map(({ value }) => value);

const pipelines = {
  request: `GET ${api}/crm/pipelines/2026-09/deals`,
  json: {
    results: [
      {
        id: 'default',
        label: 'Sales',
        displayOrder: 1,
        stages: [
          { id: 'closedwon', label: 'Closed won', displayOrder: 2 },
          { id: 'qualifiedtobuy', label: 'Qualified', displayOrder: 1 },
        ],
      },
      { id: '55', label: 'Renewals', displayOrder: 0, stages: [{ id: '551', label: 'Open' }] },
    ],
  },
};

describe('choices', () => {
  it('of owners: all of them, by name or email', async () => {
    const request = `GET ${api}/crm/owners/2026-09?limit=100`;
    const pages = [
      { request, json: { results: owners.slice(0, 1), paging: { next: { after: 'b' } } } },
      { request: `${request}&after=b`, json: { results: owners.slice(1) } },
    ];
    app.play(...pages, ...pages);
    expect(await choose('owners')).toEqual({
      options: [
        { value: '41629779', label: 'Mara Lindqvist', detail: 'mara@globex.example' },
        { value: '41629780', label: 'support@globex.example', detail: 'support@globex.example' },
      ],
      next: null,
    });
    expect(await values('owners', { search: 'MARA' })).toEqual(['41629779']);
  });

  it('of pipelines and their stages, in HubSpot’s order', async () => {
    app.play(pipelines, pipelines, pipelines);
    expect(await values('dealPipelines')).toEqual(['55', 'default']);
    expect(await values('dealStages', { parent: { pipeline: 'default' } })).toEqual(['qualifiedtobuy', 'closedwon']);
    expect((await choose('dealStages', { search: 'renewals' }))?.options).toEqual([
      { value: '551', label: 'Open', detail: 'Renewals' },
    ]);
  });

  it('of tickets, by their own pipelines', async () => {
    const request = `GET ${api}/crm/pipelines/2026-09/tickets`;
    app.play({ ...pipelines, request }, { ...pipelines, request });
    expect(await values('ticketPipelines')).toEqual(['55', 'default']);
    expect(await values('ticketStages', { parent: { hs_pipeline: '55' } })).toEqual(['551']);
  });

  it('of contact properties and lifecycle stages', async () => {
    app.play(properties, properties);
    expect(await values('lifecycleStages')).toEqual(['lead', 'customer']);
    expect(await values('contactProperties', { search: 'colour' })).toEqual(['favourite_colours']);
  });

  it('of lists that can be filled by hand, page by page', async () => {
    const list = (listId: string, objectTypeId: string) => ({
      listId,
      name: `List ${listId}`,
      objectTypeId,
      processingType: 'MANUAL',
    });
    const request = `POST ${api}/crm/lists/2026-09/search`;
    app.play(
      { request, json: { total: 3, hasMore: true, offset: 100, lists: [list('84', '0-1'), list('85', '0-2')] } },
      { request, json: { total: 3, hasMore: false, offset: 103, lists: [list('86', '0-1')] } },
    );
    const first = await choose('lists', { search: ' news ' });
    expect(first).toEqual({ options: [{ value: '84', label: 'List 84' }], next: 100 });
    expect(await choose('lists', { cursor: first?.next ?? null })).toMatchObject({ next: null });
    expect(app.received.map((received) => received.json())).toMatchObject([
      { query: 'news', offset: 0, processingTypes: ['MANUAL', 'SNAPSHOT'] },
      { query: '', offset: 100 },
    ]);
  });
});
