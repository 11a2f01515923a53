import type { z } from 'zod';
import type { ConnectorContext } from './connector.ts';
import type { Json } from './json.ts';

interface TriggerWords {
  /** What has happened: "A contact was created". */
  title: string;
  description?: string;
  /** What a flow gets. */
  output: z.ZodType;
  /** One of them, for the editor and the documentation. */
  sample: Json;
  scopes?: string[];
}

/** The app tells it by a hook. */
export interface HookTrigger extends TriggerWords {
  via: 'hook';
  /** Of `HookEvent.type`. */
  events: string[];
}

/** We look for it. */
export interface PollTrigger extends TriggerWords {
  via: 'poll';
  /** What is new since `cursor`, oldest first; null at the first time, which returns where to begin and no items. `id` and `version` name each once. */
  poll: (
    context: ConnectorContext,
    request: { cursor: Json },
  ) => Promise<{ items: { id: string; version?: string; data: unknown }[]; cursor: Json }>;
}

/** Something that happens in the app and can begin a flow. */
export type ConnectorTrigger = HookTrigger | PollTrigger;
