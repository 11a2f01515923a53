/** A description of about so many operations, as large apps publish them: shared schemas, long words, several parameters each. */
export function largeDescription(operations: number, wordsPerOperation = 40): string {
  const words = 'It returns the record as it stands, with everything that belongs to it. '.repeat(
    Math.ceil(wordsPerOperation / 13),
  );
  const paths: Record<string, unknown> = {};
  const schemas: Record<string, unknown> = {};
  for (let index = 0; index < operations / 2; index++) {
    const ref = { $ref: `#/components/schemas/Thing${index}` };
    const ok = { 200: { description: 'Good', content: { 'application/json': { schema: ref } } } };
    paths[`/v1/things${index}/{id}`] = {
      get: {
        operationId: `getThing${index}`,
        summary: `Get thing ${index}`,
        description: words,
        parameters: [id, expand],
        responses: ok,
      },
      put: {
        operationId: `putThing${index}`,
        summary: `Change thing ${index}`,
        description: words,
        parameters: [id],
        requestBody: { required: true, content: { 'application/json': { schema: ref } } },
        responses: ok,
      },
    };
    schemas[`Thing${index}`] = {
      type: 'object',
      required: ['name'],
      properties: {
        id: { type: 'string', readOnly: true, description: 'Its id.' },
        name: { type: 'string', maxLength: 200, description: words.slice(0, 120) },
        state: { type: 'string', enum: ['open', 'closed'] },
        parent: ref,
        next: { $ref: `#/components/schemas/Thing${(index + 1) % Math.ceil(operations / 2)}` },
        tags: { type: 'array', items: { type: 'string' } },
      },
    };
  }
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Large', version: '1' },
    servers: [{ url: 'https://api.tidewater.example' }],
    paths,
    components: { schemas, securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    security: [{ key: [] }],
  });
}

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const expand = { name: 'expand', in: 'query', schema: { type: 'array', items: { type: 'string' } } };
