import type { Connector, ConnectorAction, ConnectorTrigger } from '#connectors/kit/index.ts';
import type { LoadedConnector } from '#connectors/registry.ts';
import type { FormField } from '#server/embed/embed-schemas.ts';
import { formFields } from '#server/embed/form-fields.ts';
import { schemaOf } from '#server/runtime/schema-of.ts';
import { actionSamples, type CodeSamples, destinationSamples, proxySamples } from './code-samples.ts';
import { type FieldTable, fieldTable } from './field-rows.ts';
import { limitNote, limitWords } from './limit-words.ts';
import type { Block } from './markdown.ts';
import { type ModelPart, modelParts } from './model-parts.ts';
import { readMarkdown } from './read-markdown.ts';
import { type ScopeLine, scopeLines } from './scope-lines.ts';
import { setUpGuide } from './set-up-guide.ts';
import { type WayToConnect, waysToConnect } from './ways-to-connect.ts';

interface ObjectPart {
  name: string;
  label: string;
  fields: FieldTable;
  /** The account's own fields are read too. */
  custom: boolean;
  /** In a word each: what a list shows of it. */
  marks: string[];
  /** The same in sentences: how it is read, whether deletions are noticed, what writing does. */
  facts: string[];
}

interface ActionPart {
  name: string;
  title: string;
  description: string;
  effect: ConnectorAction['effect'];
  repeat: string;
  scopes: string[];
  input: FieldTable;
  output: FieldTable;
  code: CodeSamples;
}

interface TriggerPart {
  name: string;
  title: string;
  description: string;
  via: ConnectorTrigger['via'];
  scopes: string[];
  sample: string;
}

/** Everything that the public page of a connector says, made of its definition alone. */
export interface ConnectorPage {
  slug: string;
  name: string;
  category: string;
  description: string;
  docs: string;
  version: string;
  objects: ObjectPart[];
  models: ModelPart[];
  actions: ActionPart[];
  triggers: TriggerPart[];
  ways: WayToConnect[];
  scopes: ScopeLine[];
  /** Asked after connecting. */
  settings: FormField[];
  /** Where records can be carried into it: what is chosen for a destination, and how one is made. */
  destination?: { settings: FormField[]; code: CodeSamples };
  limits: { lines: string[]; note: string };
  /** Whether the account is named and looked at, at connecting and daily. */
  checks: boolean;
  /** Of the app's API, with places to fill; absent where it is not called by HTTP. */
  address?: string;
  proxy?: CodeSamples;
  guide: Block[];
}

interface Source {
  /** Of this Portico. */
  base: string;
  /** The README of a connector that has a folder. */
  readme: string | undefined;
}

export function connectorPage(loaded: LoadedConnector, { base, readme }: Source): ConnectorPage {
  const { slug, connector } = loaded;
  const { name, category, description, docs, version, actions = {}, triggers = {}, limits = [], baseUrl } = connector;
  const { destination } = connector;
  const ways = waysToConnect(loaded);
  return {
    ...{ slug, name, category, description, docs, version, ways },
    objects: Object.entries(connector.objects).map(objectPart),
    models: modelParts(connector),
    actions: Object.entries(actions).map(([key, action]) => actionPart(key, action, { base, connector: slug })),
    triggers: Object.entries(triggers).map(triggerPart),
    scopes: scopeLines(connector),
    settings: formFields(connector.settings),
    limits: { lines: limits.map(limitWords), note: limitNote(connector) },
    checks: connector.check !== undefined,
    ...(destination && {
      destination: { settings: formFields(destination.settings), code: destinationSamples({ base, connector: slug }) },
    }),
    ...(baseUrl !== undefined && { address: baseUrl, proxy: proxySamples(base) }),
    guide: readme === undefined ? setUpGuide(loaded, ways, base) : withoutTitle(readMarkdown(readme)),
  };
}

/** The page has a title of its own. */
const withoutTitle = (blocks: Block[]): Block[] =>
  blocks.filter((block, index) => index > 0 || block.kind !== 'heading' || block.level > 1);

function objectPart([name, object]: [string, Connector['objects'][string]]): ObjectPart {
  const { label, row, incremental, reportsDeletes, upsert, describe } = object;
  const reads = incremental
    ? 'Brings what changed since the last time.'
    : 'Is read as a whole each time, and compared.';
  const deletes = reportsDeletes
    ? 'Deletions are told by the app.'
    : 'Deletions are found by comparing, with each full pass.';
  const matched = upsert && upsert.matchBy.length > 0 ? `, found by ${upsert.matchBy.join(' or ')}` : '';
  const writes = upsert === undefined ? [] : [`Can be written, ${batchWords(upsert.batch)}${matched}.`];
  return {
    name,
    label,
    fields: fieldTable(schemaOf(row)),
    custom: describe !== undefined,
    marks: [
      incremental ? 'changes only' : 'whole each time',
      ...(reportsDeletes ? ['tells deletions'] : []),
      ...(upsert === undefined ? [] : ['can be written']),
    ],
    facts: [reads, deletes, ...writes],
  };
}

const batchWords = (batch: number): string => (batch === 1 ? 'one record a call' : `up to ${batch} records a call`);

const repeats: Record<ConnectorAction['repeat'], string> = {
  key: 'With an Idempotency-Key it is done once, also where the end of the first try was not seen.',
  natural: 'Done twice, it changes nothing more.',
  none: 'Sent twice, it happens twice. With an Idempotency-Key it is sent once; if its end was not seen, that is told and it is not tried again.',
};

function actionPart(name: string, action: ConnectorAction, at: { base: string; connector: string }): ActionPart {
  const { title, description = '', effect, repeat, scopes = [], input, output, example } = action;
  return {
    ...{ name, title, description, effect, scopes },
    repeat: effect === 'reads' ? 'Changes nothing.' : repeats[repeat],
    input: fieldTable(schemaOf(input)),
    output: fieldTable(schemaOf(output)),
    code: actionSamples({ ...at, action: name, example, once: effect !== 'reads' }),
  };
}

function triggerPart([name, trigger]: [string, ConnectorTrigger]): TriggerPart {
  const { title, description = '', via, scopes = [], sample } = trigger;
  return { ...{ name, title, description, via, scopes }, sample: JSON.stringify(sample, null, 2) };
}
