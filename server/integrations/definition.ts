import { z } from 'zod';
import { modelNames } from '#connectors/kit/index.ts';
import { targetSchema } from '#server/mapping/load-mapping.ts';
import { readMapping } from '#server/mapping/read-mapping.ts';
import { scheduleSchema } from '#server/syncs/schedule.ts';
import { fieldOwners } from '#server/writes/merge-fields.ts';
import { formSchema } from './form.ts';
import { ruleSchema } from './rule.ts';
import { boundsSchema } from './schedule-bounds.ts';
import { textsSchema } from './texts.ts';

/** Read by its own reader, which refuses what is too large or too deep before it looks into it. */
const mappingDocument = z.unknown().transform((document, context) => {
  const reading = readMapping(document);
  if ('mapping' in reading) return reading.mapping;
  for (const { message } of reading.problems) context.addIssue(message);
  return z.NEVER;
});

/** Fields of the model, by their paths. */
const targetPaths = z.array(z.string().min(1).max(200)).max(1000);

/** The customer's say in a mapping. What it does not open stays as the vendor mapped it, and is never shown. */
export const matchingSchema = z.strictObject({
  /** Fields that may be matched; all of the model where it is absent. */
  fields: targetPaths.optional(),
  /** Fields that must be matched, beside those that the model requires. */
  required: targetPaths.optional(),
  /** Whether fields may be added that the model does not have. */
  canCreateFields: z.boolean().optional(),
  /** Whether the page that embeds the tab may hand over further fields. */
  hostFields: z.boolean().optional(),
});
export type Matching = z.infer<typeof matchingSchema>;

/** `always`: as long as the installation runs. `on`: unless the customer switches it off. `optional`: once they switch it on. */
const offer = z.enum(['always', 'on', 'optional']);
const common = {
  schedule: scheduleSchema,
  offer: offer.optional(),
  /** Within what the customer may choose another schedule; nothing where it is absent. */
  bounds: boundsSchema.optional(),
  /** How far back the first load goes; everything where it is absent. */
  backfillDays: z.number().int().min(1).max(36_500).optional(),
  /** Whether what the app sent is kept beside each record: a new mapping then needs nothing of the app. */
  keepRaw: z.boolean().optional(),
  /** Whose word counts in which field, where the vendor writes to the object too. */
  owners: fieldOwners.optional(),
  /** What the customer may match by itself; without it, nobody but the vendor changes the mapping. */
  matching: matchingSchema.optional(),
};
const label = z.string().min(1).max(100);
/** `webhook` where the app tells of changes by hooks; the schedule is then that of the sweep that finds what no hook told. */
const mode = z.enum(['incremental', 'full', 'webhook']);

/** A model that apps share: the object, its mapping and the JSON Schema are the connector's, and any other app that gives it will do. */
const unifiedSync = z.object({
  unified: z.enum(modelNames),
  /** For people, in the plural; the app's own word where it isn't said. */
  label: label.optional(),
  /** `incremental` where the object can be read so. */
  mode: mode.optional(),
  /** Whether the row as the app sent it is in each record, as `raw`. */
  raw: z.boolean().optional(),
  ...common,
});
export type UnifiedSync = z.infer<typeof unifiedSync>;

/** A model of the vendor's own. */
const ownSync = z.object({
  /** A key of the connector's `objects`. */
  object: z.string().min(1).max(100),
  /** What the records are called in the change feed. */
  model: z.string().min(1).max(100),
  /** For people, in the plural. */
  label,
  mode,
  /** How rows become records of the model, until somebody changes it for a customer. Without it they stay as the app has them. */
  mapping: mappingDocument.optional(),
  /** The way back to the app: a mapping from the model to the row, for what the vendor writes in its own shape. */
  write: mappingDocument.optional(),
  /** The model as a JSON Schema. */
  target: targetSchema.optional(),
  ...common,
});
export type OwnSync = z.infer<typeof ownSync>;

const syncSchema = z.union([unifiedSync, ownSync]);

/** What the customer is told before connecting: `in` comes from the app, `out` goes to it. */
const sentenceSchema = z.object({ direction: z.enum(['in', 'out']), sentence: z.string().min(1).max(500) });

/** What the vendor composed out of a connector: what is copied, how it is explained, what is asked, and who is offered it. */
export const definitionSchema = z.object({
  syncs: z.array(syncSchema).max(100),
  does: z.array(sentenceSchema).max(20),
  actions: z
    .array(z.strictObject({ action: z.string().min(1).max(100), label: z.string().min(1).max(100).optional() }))
    .max(100)
    .optional(),
  form: formSchema.optional(),
  texts: textsSchema.optional(),
  labels: z.array(z.string().min(1).max(40)).max(20).optional(),
  /** Who is offered it, by `plan`, `metadata.…` and `customer.…`. Without it, everybody. */
  plan: z
    .strictObject({
      rule: ruleSchema,
      /** Whether those who have it go on with it when the rule is not fulfilled (any more). */
      keepExisting: z.boolean().optional(),
    })
    .optional(),
  /** What those read who are not offered it. */
  upsell: z
    .strictObject({
      text: z.string().min(1).max(2000),
      url: z
        .url({ protocol: /^https$/ })
        .max(2000)
        .optional(),
    })
    .optional(),
});

/** As the vendor writes it. */
export type DefinitionDocument = z.infer<typeof definitionSchema>;

/** As a version has it: what models that apps share mean at this connector is written out, so that it stays what was published. */
export type Definition = Omit<DefinitionDocument, 'syncs'> & { syncs: OwnSync[] };

/** What tells the syncs of an integration apart, in every version of it: of one object there is one. */
export const syncKey = ({ object }: { object: string }): string => object;

export const offerOf = (sync: Pick<OwnSync, 'offer'>): z.infer<typeof offer> => sync.offer ?? 'on';
