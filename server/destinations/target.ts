import type { z } from 'zod';
import type { Connector, ConnectorContext } from '#connectors/kit/index.ts';
import type { FeedRow } from '#server/records/list-feed.queries.ts';
import type { FeedStream } from '#server/records/select-streams.ts';

/** The changes of one stream after `from` up to `to`, each record once and as it was last. */
export interface Piece {
  destinationId: string;
  stream: FeedStream;
  from: number;
  to: number;
  rows: readonly FeedRow[];
}

/** `delivered`, or where the target stands instead: the next piece begins there. */
export type Outcome = 'delivered' | { at: number };

interface Delivery {
  connector: Connector;
  context: ConnectorContext<never>;
  settings: unknown;
  piece: Piece;
}

/** How changes are written by one connector. Delivering a piece twice leaves what delivering it once does. */
export interface Target {
  settings: z.ZodObject;
  deliver(delivery: Delivery): Promise<Outcome>;
}
