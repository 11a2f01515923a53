'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../data/trpc.ts';
import { type JsonNode, nodeAround } from './json-nodes.ts';
import { helpAt } from './schema-at.ts';

/** What may stand where the cursor is. */
export function SchemaHelp({ nodes, cursor }: { nodes: JsonNode[]; cursor: number }) {
  const trpc = useTRPC();
  const schema = useQuery(trpc.connectors.schema.queryOptions({}, { staleTime: Number.POSITIVE_INFINITY }));
  const path = nodeAround(nodes, cursor)?.path ?? [];
  const help = schema.data && helpAt(schema.data, path);
  if (!help) return null;
  const names = help.names.map(({ name, required }) => (required ? `${name}*` : name)).join(', ');
  return (
    <div className="shrink-0 text-12 text-muted" data-testid="schema-help">
      <p className="wrap-anywhere">
        <span className="font-mono text-ink">{path.length === 0 ? 'the connector' : path.join('.')}</span>
        {help.description && `: ${help.description}`}
      </p>
      {names && <p className="max-h-20 overflow-auto font-mono text-faint wrap-anywhere">{names}</p>}
      {help.values.length > 0 && <p className="font-mono text-faint wrap-anywhere">{help.values.join(' | ')}</p>}
    </div>
  );
}
