import { isObject } from './definition.ts';

/** An input to begin with: the action's own example, or its required fields, empty. */
export function sampleOf(action: unknown): unknown {
  if (!isObject(action)) return {};
  if (action.example !== undefined) return action.example;
  const { input } = action;
  if (!isObject(input) || !isObject(input.properties)) return {};
  const required = Array.isArray(input.required) ? input.required : [];
  const fields = Object.entries(input.properties).filter(([name]) => required.includes(name));
  return Object.fromEntries(fields.map(([name, field]) => [name, emptyOf(field)]));
}

function emptyOf(field: unknown): unknown {
  if (!isObject(field)) return '';
  if (field.default !== undefined) return field.default;
  if (Array.isArray(field.examples) && field.examples.length > 0) return field.examples[0];
  const empty: Record<string, unknown> = { number: 0, integer: 0, boolean: false, array: [], object: {} };
  return typeof field.type === 'string' && field.type in empty ? empty[field.type] : '';
}
