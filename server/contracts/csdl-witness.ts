import { z } from 'zod';
import { csdlExample, csdlProblems, type Entities, targetOf } from './csdl.ts';
import type { JudgedRequest, Verdict } from './verdict.ts';
import type { Answer, Witness } from './witness.ts';

const type = z.object({
  base: z.string().optional(),
  open: z.boolean().optional(),
  properties: z.record(z.string(), z.string()).default({}),
  navigation: z.record(z.string(), z.string()).default({}),
});
const csdlSchema = z.object({
  enums: z.record(z.string(), z.array(z.string())),
  complex: z.record(z.string(), type),
  entities: z.record(z.string(), type),
  entitySets: z.record(z.string(), z.string()),
  singletons: z.record(z.string(), z.string()),
});

const nothing: Answer = { status: 400, contentType: undefined, body: undefined, from: 'nothing' };

/** An OData model: the path leads from set to set by the names of the model, `$select` and bodies name its properties. */
export function graphWitness({ name, url, csdl }: { name: string; url: string; csdl: string }): Witness {
  const model: Entities = csdlSchema.parse(JSON.parse(csdl));
  return {
    name,
    url,
    hear(request) {
      const target = targetOf(model, request.path);
      const operation = `${request.method} ${request.path}`;
      const refuse = (refused: 'path' | 'auth' | 'content-type' | 'request', reasons: string[]) => ({
        verdict: { ok: false, refused, operation, reasons } satisfies Verdict,
        answer: nothing,
      });
      if ('problem' in target) return refuse('path', [target.problem]);
      if (request.headers.authorization === undefined) return refuse('auth', ['it needs a bearer token']);
      const body = bodyOf(request);
      if (body === 'unreadable') return refuse('content-type', ['the body must be JSON']);
      const problems = csdlProblems(model, target, { ...request, parsed: body });
      if (problems.length > 0) return refuse('request', problems);
      const isEmpty = request.method === 'DELETE';
      const answer: Answer = isEmpty
        ? { status: 204, contentType: undefined, body: undefined, from: 'nothing' }
        : {
            status: request.method === 'POST' ? 201 : 200,
            contentType: 'application/json',
            body: csdlExample(model, target, request.method),
            from: 'generated',
          };
      return { verdict: { ok: true, operation: `${request.method} ${target.words}` }, answer };
    },
    exampleOf: () => undefined,
  };
}

function bodyOf({ body, headers }: JudgedRequest): unknown {
  if (body === undefined || body.length === 0) return undefined;
  if (!/json/.test(headers['content-type'] ?? '')) return 'unreadable';
  try {
    return JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString());
  } catch {
    return 'unreadable';
  }
}
