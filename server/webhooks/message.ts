import { z } from 'zod';
import type { ConnectionId, CustomerId, Id, InstallationId, IntegrationId, RunId, SyncId } from '#server/ids.ts';
import type { RunError } from '#server/runs/run-error.ts';

interface OfConnection {
  connectionId: ConnectionId;
  customerId: CustomerId;
  connector: string;
}

interface OfIntegration {
  integrationId: IntegrationId;
  slug: string;
  version: number;
}

interface OfInstallation extends OfIntegration {
  installationId: InstallationId;
  customerId: CustomerId;
}

/** Everything that an endpoint can be told, and what each message carries. Records travel by the cursor, not in the message. */
export type Message =
  | {
      type: 'records.changed';
      data: {
        customerId: CustomerId;
        customerExternalId: string;
        syncId: SyncId;
        model: string;
        added: number;
        updated: number;
        deleted: number;
        /** Where the change feed of this sync stands after these changes; whoever reads on from its own cursor gets them. */
        cursor: string;
      };
    }
  | { type: 'connection.created'; data: OfConnection }
  | { type: 'connection.needs_attention'; data: OfConnection & { reason: string; sentence: string } }
  | { type: 'connection.reconnected'; data: OfConnection }
  | { type: 'connection.removed'; data: OfConnection }
  | {
      /** The vendor's model was changed, and a mapping does not fit it: the old one goes on. */
      type: 'mapping.broken';
      data: {
        syncId: SyncId;
        customerId: CustomerId;
        version: number;
        problems: { field: string; message: string; remedy: string }[];
      };
    }
  | { type: 'integration.published'; data: OfIntegration & { change: 'first' | 'minor' | 'major' } }
  | { type: 'installation.upgraded'; data: OfInstallation & { from: number } }
  /** The customer must do something before it gets the version: until then, the one before goes on. */
  | { type: 'installation.asked'; data: OfInstallation & { asks: string[] } }
  | { type: 'rollout.halted'; data: OfIntegration & { rolloutId: Id<'rollout'>; reason: string } }
  | { type: 'rollout.finished'; data: OfIntegration & { rolloutId: Id<'rollout'> } }
  | { type: 'rollout.rolled_back'; data: OfIntegration & { rolloutId: Id<'rollout'>; to: number } }
  | {
      type: 'write.finished';
      data: {
        batchId: Id<'write'>;
        connectionId: ConnectionId;
        customerId: CustomerId;
        object: string;
        /** Whose shape the items had; null: the app's. */
        model: string | null;
        /** How many items ended how: `{ written: 9, failed: 1 }`. */
        items: Record<string, number>;
      };
    }
  | { type: 'sync.failed'; data: { syncId: SyncId; customerId: CustomerId; runId: RunId; error: RunError } };

export const messageTypes = [
  'records.changed',
  'connection.created',
  'connection.needs_attention',
  'connection.reconnected',
  'connection.removed',
  'sync.failed',
  'mapping.broken',
  'write.finished',
  'integration.published',
  'installation.upgraded',
  'installation.asked',
  'rollout.halted',
  'rollout.finished',
  'rollout.rolled_back',
] as const satisfies readonly Message['type'][];

export const messageTypeSchema = z.enum(messageTypes);
