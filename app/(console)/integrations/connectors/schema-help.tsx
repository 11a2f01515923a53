'use client';

import { type JsonNode, nodeAround } from './json-nodes.ts';
import { helpAt } from './schema-at.ts';

interface SchemaHelpProps {
  /** Of the whole document; undefined while it is on its way. */
  schema: Record<string, unknown> | undefined;
  /** How the document is called: "the connector". */
  whole: string;
  nodes: JsonNode[];
  cursor: number;
}

/** What may stand where the cursor is. */
export function SchemaHelp({ schema, whole, nodes, cursor }: SchemaHelpProps) {
  const path = nodeAround(nodes, cursor)?.path ?? [];
  const help = schema && helpAt(schema, path);
  if (!help) return null;
  const names = help.names.map(({ name, required }) => (required ? `${name}*` : name)).join(', ');
  return (
    <div className="shrink-0 text-12 text-muted" data-testid="schema-help">
      <p className="wrap-anywhere">
        <span className="font-mono text-ink">{path.length === 0 ? whole : path.join('.')}</span>
        {help.description && `: ${help.description}`}
      </p>
      {names && <p className="max-h-20 overflow-auto font-mono text-faint wrap-anywhere">{names}</p>}
      {help.values.length > 0 && <p className="font-mono text-faint wrap-anywhere">{help.values.join(' | ')}</p>}
    </div>
  );
}
