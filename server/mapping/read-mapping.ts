import { z } from 'zod';
import { limits } from './limits.ts';
import { type Mapping, mappingSchema } from './mapping-document.ts';

const problemSchema = z.object({
  severity: z.enum(['error', 'warning']),
  /** The target field that it is about, or the place in the document. */
  field: z.string(),
  message: z.string(),
  remedy: z.string(),
});

/** One thing that is wrong with a mapping, or worth a look. */
export type MappingProblem = z.infer<typeof problemSchema>;

export const mappingProblems = z.array(problemSchema);

type Reading = { mapping: Mapping } | { problems: MappingProblem[] };

/** Reads a document that somebody wrote. What is too large or too deep is refused before anything looks into it. */
export function readMapping(document: unknown): Reading {
  const size = sizeProblem(document);
  if (size) return { problems: [{ severity: 'error', field: '', ...size }] };
  const parsed = mappingSchema.safeParse(document);
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => problemOf(issue, document)) };
  const problems = targetProblems(parsed.data);
  return problems.length > 0 ? { problems } : { mapping: parsed.data };
}

function sizeProblem(document: unknown): { message: string; remedy: string } | undefined {
  let left = limits.documentSize;
  const stack: [value: unknown, depth: number][] = [[document, 1]];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [value, depth] = next;
    left -= typeof value === 'string' ? value.length + 2 : 4;
    if (depth > limits.documentDepth)
      return {
        message: `The mapping is nested deeper than ${limits.documentDepth} levels.`,
        remedy: 'Put inner parts into computed fields.',
      };
    if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        left -= key.length;
        if (key === '__proto__')
          return { message: 'The name __proto__ can’t be used.', remedy: 'Give it another name.' };
        if (left < 0) break;
        stack.push([inner, depth + 1]);
      }
    if (left < 0)
      return {
        message: `The mapping is larger than ${limits.documentSize / 1024} KB.`,
        remedy: 'Shorten its value tables: a look-up table takes many rows.',
      };
  }
  return undefined;
}

/** Names the field of the model where the issue lies in one. */
function problemOf(found: z.core.$ZodIssue, document: unknown): MappingProblem {
  const { path, message } = deepest(found, []);
  const target = path[0] === 'fields' ? read(read(read(document, 'fields'), path[1]), 'target') : undefined;
  const at = path.map(String).join('.');
  return {
    severity: 'error',
    field: typeof target === 'string' ? target : at,
    message: at === '' ? `The document: ${message}` : `At ${at}: ${message}`,
    remedy: 'Correct this place of the document.',
  };
}

const read = (value: unknown, key: PropertyKey | undefined): unknown =>
  typeof value === 'object' && value !== null && key !== undefined && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;

/** In a union, the branch that was meant is the one that fails the deepest. */
function deepest(issue: z.core.$ZodIssue, before: PropertyKey[]): { path: PropertyKey[]; message: string } {
  const path = [...before, ...issue.path];
  if (issue.code !== 'invalid_union') return { path, message: issue.message };
  const found = issue.errors
    .flatMap((branch) => branch.slice(0, 1))
    .map((inner) => deepest(inner, path))
    .sort((one, other) => other.path.length - one.path.length)[0];
  return found && found.path.length > path.length + 1 ? found : { path, message: issue.message };
}

/** Two fields that write to one place, or one inside the other. */
function targetProblems(mapping: Mapping): MappingProblem[] {
  const targets = [
    ...mapping.fields.map((field) => field.target),
    ...(mapping.rest ? [mapping.rest.to] : []),
    ...(mapping.raw === undefined ? [] : [mapping.raw]),
  ].sort();
  const taken = new Set<string>();
  const problems: MappingProblem[] = [];
  for (const target of targets) {
    const parts = target.split('.');
    const clash = parts.map((_, end) => parts.slice(0, end + 1).join('.')).find((name) => taken.has(name));
    if (clash !== undefined)
      problems.push({
        severity: 'error',
        field: target,
        message:
          clash === target
            ? `${target} is mapped twice.`
            : `${target} lies inside ${clash}, which is mapped as a whole.`,
        remedy: 'Keep one of the two.',
      });
    taken.add(target);
  }
  const names = (mapping.computed ?? []).map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    problems.push({
      severity: 'error',
      field: `@${twice}`,
      message: `Two computed fields are called ${twice}.`,
      remedy: 'Give one another name.',
    });
  return problems;
}
