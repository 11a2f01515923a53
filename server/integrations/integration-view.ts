import { z } from 'zod';
import { time } from '#server/trpc/page.ts';
import { definitionProblemSchema } from './definition-problem.ts';
import { changeSchema } from './diff-definitions.ts';

const statusSchema = z.enum(['draft', 'published', 'coming_soon']);
const upgradesSchema = z.enum(['minor', 'ask', 'manual']).meta({
  description:
    'minor: small changes reach installations by themselves, others by their customer’s word. ask: every change by their word. manual: none until you roll it out.',
});

export const slugSchema = z.string().min(1).max(60).meta({ example: 'crm' });
export const documentSchema = z.record(z.string(), z.unknown()).meta({
  description: 'GET /api/v1/integration-schema describes it.',
});

/** What can be changed of an integration without a new version. */
export const integrationWords = {
  name: z.string().trim().min(1).max(100),
  description: z.string().max(300),
  category: z.string().min(1).max(60),
};

export const integrationChange = {
  ...integrationWords,
  status: statusSchema,
  featured: z.boolean(),
  position: z.number().int().min(-1_000_000).max(1_000_000),
  upgrades: upgradesSchema,
};

export const integrationSchema = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    connector: z.string(),
    description: z.string(),
    category: z.string(),
    status: statusSchema,
    featured: z.boolean(),
    position: z.number().int(),
    upgrades: upgradesSchema,
    version: z.number().int().nullable().meta({ description: 'The newest; null before the first.' }),
    liveVersion: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'What everybody gets whom no rollout gives another.' }),
    installations: z.number().int(),
    votes: z.number().int().meta({ description: 'Customers that have asked for it.' }),
    /** `needed`: nobody can connect without it. `asked`: there is something that the vendor may give. `development`: it is a shared one. */
    oauthApp: z.object({
      configured: z.boolean(),
      needed: z.boolean(),
      asked: z.boolean(),
      development: z.boolean(),
    }),
    /** Why its connector can't be used: customers don't see it until that is mended. */
    problem: z.string().nullable(),
  })
  .meta({ id: 'Integration' });

export const rolloutSchema = z
  .object({
    id: z.string(),
    version: z.number().int(),
    from: z.number().int(),
    status: z.enum(['running', 'halted', 'finished', 'rolled_back']),
    share: z.number().int(),
    customers: z.array(z.string()),
    minRuns: z.number().int(),
    maxPoints: z.number().int(),
    reason: z.string().nullable(),
    upgraded: z.number().int(),
    asked: z.number().int(),
    createdBy: z.string(),
    createdAt: time,
    changedAt: time,
    finishedAt: time.nullable(),
  })
  .meta({ id: 'Rollout' });

/** One integration with its draft: what an editor needs. */
export const integrationDetailSchema = z.object({
  ...integrationSchema.omit({ installations: true, votes: true, oauthApp: true, problem: true }).shape,
  draft: documentSchema,
  draftAt: time,
  draftBy: z.string().nullable(),
  problems: z.array(definitionProblemSchema),
  /** What publishing the draft would change for those who have it now. */
  changes: z.array(changeSchema),
  change: z.enum(['first', 'none', 'minor', 'major']),
  rollout: rolloutSchema.nullable().meta({ description: 'The one under way.' }),
});

export const versionSchema = z
  .object({
    version: z.number().int(),
    change: z.enum(['first', 'minor', 'major']),
    changes: z.array(changeSchema),
    note: z.string(),
    createdBy: z.string().nullable(),
    createdAt: time,
    installations: z.number().int(),
  })
  .meta({ id: 'IntegrationVersion' });
