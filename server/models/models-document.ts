import { modelNames, models } from '#connectors/kit/index.ts';
import type { Registry } from '#connectors/registry.ts';
import { fieldTable } from '#server/catalog-pages/field-rows.ts';
import { modelOf } from './list-models.ts';

const introduction = `# Models that apps share

A vendor that reads \`contact\` takes one CRM for another and changes nothing of its own. These are the models, and which apps give them.
This page is made of the code (\`connectors/kit/models/\`, \`connectors/*/models.ts\`) by \`server/models/models-document.test.ts\`.

**Ask for one** in an integration: \`{ "unified": "contact", "schedule": { "kind": "every", "seconds": 900 } }\` as one of its \`syncs\`, or by the boxes
of *Make an integration* in the console. Which object of the app it is, how its rows become records, and the JSON Schema are the connector's. The records are
those of the change feed, \`GET /api/v1/records?model=contact\`; \`GET /api/v1/models\` has the schemas, \`GET /api/v1/models/{name}\` also says how each app becomes it.

**What holds for all of them**

- \`id\` is the record's key at the app, as text; what ends in \`Id\` or \`Ids\` is the \`id\` of another record of the same app.
- What an app has nothing for is left out; nothing is null. An empty list is one that the app knows to be empty, or fields of the app that hold nothing.
- Small enums (\`status\`, \`priority\`) have few values that mean the same everywhere. The app's own word stands beside them; where it is one that an account made up, the enum is left out.
- Money is decimal text (\`"1250.50"\`) with the \`currency\` beside it, also where the app counts in cents.
- Times are instants in UTC, days are days. A time without a zone is not guessed at.
- \`custom\` holds what no field takes, the account's own fields among it, by the app's names. With \`"raw": true\` in the sync, \`raw\` is the row as the app sent it.
- A customer's mapping of such a sync may be changed like any other; it is then held against the model.
- Two objects of one app that are one model elsewhere (leads and contacts) are two syncs: one by the model, one by a mapping of yours to it.
`;

const categories = { crm: 'CRM', ticketing: 'Ticketing', accounting: 'Accounting', files: 'Files' };

/** \`docs/models.md\`, made of the models and of what the connectors say. */
export function modelsDocument(registry: Registry): string {
  const parts = Object.entries(categories).map(([category, title]) => {
    const names = modelNames.filter((name) => models[name].category === category);
    return [`## ${title}`, ...names.map((name) => section(registry, name))].join('\n\n');
  });
  return `${[introduction.trim(), ...parts].join('\n\n')}\n`;
}

function section(registry: Registry, name: (typeof modelNames)[number]): string {
  const { label, description, schema, connectors } = modelOf(registry, name);
  const givers = connectors.map((one) => `${one.name} (\`${one.object}\`${one.writes ? ', written too' : ''})`);
  const rows = fieldTable(schema).rows.map(({ name: field, type, required, about }) => {
    const [top = field] = field.split(/[.[]/);
    const count = connectors.filter(({ fields }) => fields.includes(top)).length;
    const share = field === top && !['id', 'raw'].includes(field) ? `${count} of ${connectors.length}` : '';
    return `| \`${field}\` | ${type}${required ? ', always' : ''} | ${about.replaceAll('|', '\\|')} | ${share} |`;
  });
  return [
    `### ${name}`,
    description,
    `**${label.charAt(0).toUpperCase()}${label.slice(1)} of** ${givers.join(', ') || 'no app yet'}.`,
    ['| field | holds | about it | apps |', '| --- | --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}
