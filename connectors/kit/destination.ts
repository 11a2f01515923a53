import type { z } from 'zod';
import type { ConnectorContext } from './connector.ts';

/** A record as it was last, after a change. */
export interface DeliveredChange {
  /** Its key, unique within its sync. */
  id: string;
  /** The number of the change: it grows within a stream. */
  seq: number;
  action: 'added' | 'updated' | 'deleted';
  changedAt: Date;
  /** The record as JSON text. */
  data: string;
}

/** The changes of one stream after `from` up to `to`, each record once. */
export interface DeliveredPiece {
  destinationId: string;
  stream: { number: number; syncId: string; model: string; customerId: string; customerExternalId: string };
  from: number;
  to: number;
  changes: readonly DeliveredChange[];
  /** The changes as the change feed shows them, a line of JSON each. */
  lines: () => string[];
}

/** `delivered`, or where the destination stands instead: the next piece begins there. */
export type DeliveryOutcome = 'delivered' | { at: number };

/** How records are carried into it: the connector in the other direction. */
export interface ConnectorDestination<Settings extends z.ZodObject = z.ZodObject> {
  /** What the vendor chooses for one destination. Each has a default. */
  settings: Settings;
  /** What the access must allow, for whoever makes it; without it, the auth's own words are shown. */
  help?: string;
  /** Throws where records could not be written, as far as that can be told without leaving anything there. */
  check?: (context: ConnectorContext<unknown>, settings: z.output<Settings>) => Promise<void>;
  /** Delivering a piece twice leaves what delivering it once does. */
  deliver: (
    context: ConnectorContext<unknown>,
    settings: z.output<Settings>,
    piece: DeliveredPiece,
  ) => Promise<DeliveryOutcome>;
}

/** Defines a destination with its settings' types flowing into `deliver`. */
export function defineDestination<Settings extends z.ZodObject>(
  destination: ConnectorDestination<Settings>,
): ConnectorDestination {
  const { check, settings, help } = destination;
  return {
    settings,
    ...(help !== undefined && { help }),
    ...(check && { check: (context, settings) => check(context, settings as z.output<Settings>) }),
    deliver: (context, settings, piece) => destination.deliver(context, settings as z.output<Settings>, piece),
  };
}
