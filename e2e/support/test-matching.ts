import { z } from 'zod';
import { joinRunningDatabase } from '#server/boot/open-database.ts';
import { closeDatabase } from '#server/db/pool.ts';
import { withTenant } from '#server/db/tenant.ts';
import { env, resetEnv } from '#server/env.ts';
import { createIntegration } from '#server/integrations/create-integration.ts';
import { closeBoss } from '#server/jobs/boss.ts';
import { readDemoFile } from '../../demo/demo-file.ts';

/*
 * A program of its own: puts an integration on offer whose fields customers match by themselves, or takes it off again.
 * `node test-matching.ts published|draft`
 */

const status = z.enum(['published', 'draft']).parse(process.argv[2]);
const demo = readDemoFile(env().PORTICO_DATA);
if (!demo) throw new Error('The demo has written no demo.json.');
process.env.PORTICO_URL = demo.console;
resetEnv();
joinRunningDatabase();

const text = { type: 'string' };
await withTenant({ environmentId: demo.environment }, async (tx) => {
  await createIntegration(tx, {
    slug: 'tide-members',
    connector: 'tidewater',
    name: 'Tidewater members',
    description: 'Make members of Acme out of your contacts.',
    category: 'CRM',
    status,
    definition: {
      does: [{ direction: 'in', sentence: 'Contacts from Tidewater become members of Acme.' }],
      syncs: [
        {
          ...{ object: 'contact', model: 'member', label: 'members', mode: 'incremental' },
          schedule: { kind: 'every', seconds: 3600 },
          target: {
            type: 'object',
            properties: {
              name: { ...text, title: 'Full name' },
              email: { ...text, title: 'E-mail' },
              plan: { ...text, title: 'Plan', enum: ['basic', 'silver', 'gold'], description: 'What they pay for' },
              seats: { type: 'integer', title: 'Seats' },
              since: { ...text, format: 'date', title: 'Member since' },
              renewal: { ...text, format: 'date', title: 'Renewal' },
              origin: text,
            },
            required: ['name'],
          },
          mapping: {
            mapping: 1 as const,
            fields: [
              { target: 'name', from: { template: '{first_name} {last_name}' } },
              { target: 'email', from: { path: 'email' } },
              { target: 'origin', from: { constant: 'tide-internal' } },
            ],
          },
          matching: {
            fields: ['name', 'email', 'plan', 'seats', 'since', 'renewal'],
            required: ['plan'],
            canCreateFields: true,
          },
        },
      ],
    },
  });
});
await closeBoss();
await closeDatabase();
