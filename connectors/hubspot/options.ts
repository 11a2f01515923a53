import { z } from 'zod';
import { allPages, type ConnectorContext, type Option, type OptionsFunction } from '../kit/index.ts';
import { nameOf, ownersList, ownersPath, pager } from './owner.ts';
import { propertiesOf } from './properties.ts';
import { version } from './record.ts';

const has = (search: string) => {
  const wanted = search.trim().toLowerCase();
  return ({ label, detail = '' }: Option) => `${label} ${detail}`.toLowerCase().includes(wanted);
};

const owners: OptionsFunction = async (context, { search }) => {
  const options: Option[] = [];
  for await (const rows of allPages(context, { pager, request: { path: ownersPath }, rows: 'results' })) {
    const page = ownersList.parse(rows);
    options.push(
      ...page.map((one) => ({ value: one.id, label: nameOf(one), ...(one.email && { detail: one.email }) })),
    );
  }
  return { options: options.filter(has(search)), next: null };
};

const step = z.object({ id: z.string(), label: z.string(), displayOrder: z.number().optional() });
const pipelines = z.object({ results: z.array(step.extend({ stages: z.array(step) })) });

async function readPipelines({ http }: Pick<ConnectorContext<unknown>, 'http'>, object: string) {
  return (await http.get(`/crm/pipelines/${version}/${object}`, pipelines)).body.results;
}

const inOrder = (steps: z.output<typeof step>[]): Option[] =>
  steps
    .toSorted((one, other) => (one.displayOrder ?? 0) - (other.displayOrder ?? 0))
    .map(({ id, label }) => ({ value: id, label }));

function pipelinesOf(object: string): OptionsFunction {
  return async (context, { search }) => ({
    options: inOrder(await readPipelines(context, object)).filter(has(search)),
    next: null,
  });
}

/** Of the pipeline that was chosen before; of all of them, each with its pipeline's name, where none was. */
function stagesOf(object: string, parentField: string): OptionsFunction {
  return async (context, { search, parent }) => {
    const all = await readPipelines(context, object);
    const chosen = all.filter(({ id }) => id === parent?.[parentField]);
    const options =
      chosen.length > 0
        ? chosen.flatMap(({ stages }) => inOrder(stages))
        : all.flatMap(({ label, stages }) => inOrder(stages).map((option) => ({ ...option, detail: label })));
    return { options: options.filter(has(search)), next: null };
  };
}

const lifecycleStages: OptionsFunction = async (context, { search }) => {
  const stage = (await propertiesOf(context, 'contacts')).find(({ name }) => name === 'lifecyclestage');
  const options = (stage?.options ?? []).filter(({ hidden }) => !hidden).map(({ value, label }) => ({ value, label }));
  return { options: options.filter(has(search)), next: null };
};

const contactProperties: OptionsFunction = async (context, { search }) => {
  const found = await propertiesOf(context, 'contacts');
  const options = found.map(({ name, label }) => ({ value: name, label, detail: name }));
  return { options: options.filter(has(search)), next: null };
};

const contactType = '0-1';
const list = z.object({ listId: z.coerce.string(), name: z.string(), objectTypeId: z.string().optional() });
const lists = z.object({ lists: z.array(list), hasMore: z.boolean(), offset: z.number().int() });
const listsAtOnce = 100;

/** Lists that can be filled by hand: the others follow their own filters. */
const manualLists: OptionsFunction = async ({ http }, { search, cursor }) => {
  const offset = z.number().int().nullable().parse(cursor) ?? 0;
  const { body } = await http.post(`/crm/lists/${version}/search`, lists, {
    json: { query: search.trim(), offset, count: listsAtOnce, processingTypes: ['MANUAL', 'SNAPSHOT'] },
    repeatable: true,
  });
  const ofContacts = body.lists.filter(({ objectTypeId = contactType }) => objectTypeId === contactType);
  return {
    options: ofContacts.map(({ listId, name }) => ({ value: listId, label: name })),
    next: body.hasMore && body.offset > offset ? body.offset : null,
  };
};

export const options: Record<string, OptionsFunction> = {
  owners,
  dealPipelines: pipelinesOf('deals'),
  dealStages: stagesOf('deals', 'pipeline'),
  ticketPipelines: pipelinesOf('tickets'),
  ticketStages: stagesOf('tickets', 'hs_pipeline'),
  lifecycleStages,
  contactProperties,
  lists: manualLists,
};
