import { z } from 'zod';
import { joinRunningDatabase } from '#server/boot/open-database.ts';
import { redirectUri, saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { closeDatabase } from '#server/db/pool.ts';
import { withTenant } from '#server/db/tenant.ts';
import { env, resetEnv } from '#server/env.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import { closeBoss } from '#server/jobs/boss.ts';
import { readDemoFile } from '../../demo/demo-file.ts';

/*
 * A program of its own: puts the apps of the browser tests on offer beside those of the demo, or takes them off again, and
 * says where Tidewater must send people back to for the one that signs in there. `node test-offer.ts published|draft`
 */

const status = z.enum(['published', 'draft']).parse(process.argv[2]);
const demo = readDemoFile(env().PORTICO_DATA);
if (!demo) throw new Error('The demo has written no demo.json.');
// What the demo has set for itself: the address that redirect addresses are made of.
process.env.PORTICO_URL = demo.console;
resetEnv();
joinRunningDatabase();

const client = { id: 'acme-ferry', secret: 'ferry-secret-of-the-browser-tests' };
const apps = [
  { connector: 'desk', name: 'Desk', description: 'Read the notes of your desk into Acme.' },
  { connector: 'lighthouse', name: 'Lighthouse', description: 'Read the notes of your lighthouse into Acme.' },
  { connector: 'buoy', name: 'Buoy', description: 'Read the notes of a buoy into Acme.' },
  { connector: 'ferry', name: 'Ferry', description: 'Read the notes of your ferry into Acme.' },
];

await withTenant({ environmentId: demo.environment }, async (tx) => {
  for (const app of apps)
    await createIntegration(tx, {
      ...app,
      slug: app.connector,
      category: 'Other',
      status,
      definition: {
        does: [{ direction: 'in', sentence: `Notes from ${app.name} become notes in Acme.` }],
        syncs: [
          { object: 'note', model: 'note', label: 'notes', mode: 'full', schedule: { kind: 'every', seconds: 300 } },
        ],
      },
    });
  const every = { kind: 'every', seconds: 3600 } as const;
  await createIntegration(tx, {
    connector: 'locker',
    name: 'Locker',
    description: 'Parcels and letters of your locker in Acme.',
    slug: 'locker',
    category: 'Other',
    status,
    definition: {
      does: [{ direction: 'in', sentence: 'Parcels from Locker become parcels in Acme.' }],
      form: { pages: [], fields: [{ name: 'when', kind: 'schedule', label: 'When may we tidy up?', required: false }] },
      syncs: [
        {
          ...{ object: 'parcel', model: 'parcel', label: 'parcels', mode: 'full', schedule: every },
          bounds: { fastest: 900, slowest: 86_400, clock: true, manual: true },
        },
        { object: 'letter', model: 'letter', label: 'letters', mode: 'full', schedule: every, offer: 'optional' },
      ],
    },
  });
  await saveOauthApp(tx, {
    connector: 'ferry',
    clientId: client.id,
    clientSecret: client.secret,
    scopes: [],
    kind: 'own',
    parameters: { origin: demo.sandbox },
  });
});
await closeBoss();
await closeDatabase();

const answer = await fetch(`${demo.sandbox}/control/api/clients`, {
  method: 'POST',
  body: JSON.stringify({
    clientId: client.id,
    clientSecret: client.secret,
    clientName: 'Acme',
    redirectUris: [redirectUri(demo.environment, 'ferry')],
  }),
});
if (!answer.ok) throw new Error(`Tidewater did not take the client: ${await answer.text()}`);
