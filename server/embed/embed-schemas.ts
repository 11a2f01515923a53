import { z } from 'zod';
import { ruleSchema } from '#server/integrations/rule.ts';
import { boundsSchema } from '#server/integrations/schedule-bounds.ts';
import { needSchema } from '#server/rollouts/needs.ts';
import { scheduleSchema } from '#server/syncs/schedule.ts';

/*
 * What `/api/embed/v1` answers. The SDK's own description of the same is `embed-sdk/src/core/contract.ts`; a test holds
 * the two against each other.
 */

export const attention = z.object({
  reason: z.enum(['expired', 'revoked', 'missing_scope', 'misconfigured', 'app_down', 'sync_failed', 'fields_changed']),
  sentence: z.string(),
  remedy: z.enum(['reconnect', 'retry', 'wait', 'contact_vendor', 'remap']),
  /** With `remap`: the sync whose fields have to be matched anew, by its key. */
  sync: z.string().optional(),
  lost: z.object({ field: z.string(), to: z.string().nullable() }).optional(),
  /** What to say it with in another language: of a reason, or of the class of a run's error, with the app's own words. */
  code: z.string().optional(),
  values: z.record(z.string(), z.string()).optional(),
});

/** Why it is locked, in the vendor's words. */
const upsell = z.object({ text: z.string(), url: z.string().optional() });

export const catalogueEntry = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  category: z.string(),
  iconUrl: z.string(),
  state: z.enum(['available', 'connected', 'needs_attention', 'paused', 'locked', 'coming_soon']),
  summary: z.string().optional(),
  /** The same, counted. */
  records: z.array(z.object({ label: z.string(), count: z.number().int() })).optional(),
  attention: attention.optional(),
  featured: z.boolean().optional(),
  labels: z.array(z.string()).optional(),
  /** With `locked`. */
  upsell: upsell.optional(),
  /** With `coming_soon`: whether this customer has asked for it. */
  requested: z.boolean().optional(),
});

export const sessionAnswer = z.object({
  session: z.string(),
  expiresAt: z.string(),
  vendor: z.object({ name: z.string() }),
  customer: z.object({ id: z.string(), name: z.string() }),
  endUser: z.object({ id: z.string(), name: z.string().nullable(), role: z.enum(['admin', 'member', 'viewer']) }),
  locale: z.string(),
  catalogue: z.array(catalogueEntry),
});

export const formField = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string().optional(),
  kind: z.enum(['text', 'password', 'number', 'select', 'switch', 'options', 'multiline', 'cards', 'file', 'schedule']),
  /** Typed unseen, also where it is `multiline`. */
  secret: z.boolean().optional(),
  required: z.boolean(),
  placeholder: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  choices: z.array(z.object({ value: z.string(), label: z.string(), detail: z.string().optional() })).optional(),
  options: z.string().optional(),
  /** Of `file`: what may be chosen. */
  pick: z.enum(['file', 'folder', 'any']).optional(),
  /** Of `schedule`: within what. */
  bounds: boundsSchema.optional(),
  /** The questions that these choices depend on. */
  dependsOn: z.array(z.string()).optional(),
  page: z.string().optional(),
  section: z.string().optional(),
  /** Over the answers so far: asked only where it is fulfilled. */
  showWhen: ruleSchema.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  pattern: z.string().optional(),
  patternWords: z.string().optional(),
});

const formPage = z.object({
  key: z.string(),
  title: z.string(),
  sections: z.array(z.object({ key: z.string(), title: z.string(), help: z.string().optional() })),
});

export type FormPage = z.infer<typeof formPage>;

export type FormField = z.infer<typeof formField>;

export const optionsAnswer = z.object({
  options: z.array(
    z.object({
      value: z.string(),
      label: z.string(),
      detail: z.string().optional(),
      /** A folder: it may be looked into. */
      branch: z.boolean().optional(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

/** Of each thing that will be copied, how many the app says that there are; null where it does not. */
export const countsAnswer = z.object({ counts: z.array(z.object({ key: z.string(), total: z.number().nullable() })) });

export const eventsAnswer = z.object({ noted: z.number().int() });

const syncView = z.object({
  id: z.string(),
  label: z.string(),
  status: z.enum(['waiting', 'running', 'in_sync', 'failed', 'paused', 'needs_attention']),
  records: z.number(),
  progress: z
    .object({ done: z.number(), total: z.number().nullable(), ratePerSecond: z.number().nullable() })
    .nullable(),
  lastSuccessAt: z.string().nullable(),
  nextRunAt: z.string().nullable(),
  failure: z.string().nullable(),
  /** With `failure`: its class, and what the app said. */
  failureCode: z.string().optional(),
  failureSaid: z.string().optional(),
});

export type SyncView = z.infer<typeof syncView>;

const offeredSync = z.object({
  key: z.string(),
  /** Its id, once it was switched on. */
  sync: z.string().nullable(),
  label: z.string(),
  offer: z.enum(['always', 'on', 'optional']),
  bounds: boundsSchema.optional(),
  /** When it runs, or would. */
  schedule: scheduleSchema.optional(),
  /** Whether it is there, switched on. */
  on: z.boolean(),
  /** Whether its fields may be matched by the customer. */
  matching: z.boolean().optional(),
});

const connectionView = z.object({
  id: z.string(),
  account: z.string().nullable(),
  status: z.enum(['active', 'needs_reauth', 'misconfigured', 'paused', 'disconnected']),
  attention: attention.nullable(),
  connectedBy: z.string().nullable(),
  connectedAt: z.string(),
});

const activityEntry = z.object({
  id: z.string(),
  at: z.string(),
  sentence: z.string(),
  tone: z.enum(['neutral', 'good', 'warning']),
  /** What happened, to be said in another language. */
  code: z.string().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

const answers = z.record(z.string(), z.unknown());

/** There is a newer version, and something to do before it comes. Until then everything goes on. */
const upgradeView = z.object({
  version: z.number(),
  asks: z.array(needSchema),
  /** What it asks anew, for `answer`. */
  fields: z.array(formField),
});

export const installationView = z.object({
  id: z.string(),
  connection: connectionView,
  syncs: z.array(syncView),
  activity: z.array(activityEntry),
  answers,
  upgrade: upgradeView.optional(),
  /** What may be switched on and off. */
  offers: z.array(offeredSync).optional(),
  /** Records that could not be stored, and for how many reasons; absent where there are none. */
  failing: z.object({ records: z.number().int(), causes: z.number().int() }).optional(),
});

export type InstallationView = z.infer<typeof installationView>;

export const integrationDetail = catalogueEntry.extend({
  does: z.array(z.object({ direction: z.enum(['in', 'out']), sentence: z.string() })),
  permissions: z.array(z.string()),
  auth: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('popup') }),
    z.object({ kind: z.literal('fields'), fields: z.array(formField), help: z.string().optional() }),
    z.object({ kind: z.literal('choice') }),
    z.object({ kind: z.literal('none') }),
  ]),
  questions: z.array(formField),
  pages: z.array(formPage).optional(),
  installation: installationView.nullable(),
});

export const connectAnswer = z.object({
  id: z.string(),
  integration: z.string(),
  stage: z.enum(['account-type', 'before', 'authorize', 'after', 'mapping', 'review', 'done', 'failed', 'cancelled']),
  popupUrl: z.string().nullable(),
  handoff: z.string().nullable(),
  fields: z.array(formField),
  pages: z.array(formPage).optional(),
  help: z.string().nullable(),
  earlier: z.array(z.object({ stage: z.enum(['account-type', 'before']), fields: z.array(formField) })),
  accountType: z.string().nullable(),
  before: z.record(z.string(), z.string()),
  answers,
  draft: z.object({ before: answers, credentials: answers, answers, mapping: answers.optional() }).optional(),
  /** What has fields to match, where somebody may. */
  matching: z.array(z.object({ key: z.string(), label: z.string() })).optional(),
  account: z.string().nullable(),
  /** Somebody else was asked to authorise, and it waits for that person. */
  asked: z.object({ email: z.string(), at: z.string(), until: z.string(), opened: z.boolean() }).nullable().optional(),
  /** Whether somebody else may be asked. */
  mayAsk: z.boolean().optional(),
  warning: z.object({ kind: z.literal('other_account'), before: z.string(), now: z.string() }).nullable(),
  review: z
    .object({
      sentences: z.array(z.string()),
      button: z.string(),
      /** The same as `sentences`, to be said in another language. */
      points: z
        .array(
          z.object({
            code: z.enum(['arrives', 'back', 'follows', 'reads', 'changes', 'nothing']),
            labels: z.array(z.string()),
            schedule: scheduleSchema.optional(),
            days: z.number().int().optional(),
          }),
        )
        .optional(),
    })
    .nullable(),
  /** At `review`: what will be copied, where the customer has the say. */
  offers: z.array(offeredSync).optional(),
  failure: z
    .object({
      code: z.string(),
      sentence: z.string(),
      remedy: z.string(),
      missing: z.array(z.object({ scope: z.string(), words: z.string() })).optional(),
    })
    .nullable(),
  installation: installationView.nullable(),
});

export type ConnectAnswer = z.infer<typeof connectAnswer>;
