import { generateOpenApiDocument } from 'trpc-to-openapi';
import { baseUrl } from '#server/env.ts';
import { statusByErrorCode } from '#server/errors.ts';
import { exportOperations } from '#server/exports/describe-exports.ts';
import { proxyOperations } from '#server/proxy/describe-proxy.ts';
import { appRouter } from './app-router.ts';
import { errorSchema } from './public-error.ts';
import { apiPath } from './serve-api.ts';

const description = `The API of Portico for a vendor's backend.

Authenticate with a secret key of one environment: \`Authorization: Bearer sk_…\`.

Every write takes the header \`Idempotency-Key\`: the same key with the same body gives the first answer again, for 24 hours.

Every error has the form \`{ error: { code, message, field?, remedy?, requestId } }\`. Codes: ${Object.keys(statusByErrorCode).join(', ')}.

Calls to apps go through \`/proxy/{path}\` as they are, or as actions with a described input.

Lists take \`limit\` and \`cursor\`, and answer with \`items\` and \`nextCursor\`.`;

const errorRef = {
  description: 'What went wrong, and what to do about it.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};

const idempotencyKey = {
  in: 'header' as const,
  name: 'Idempotency-Key',
  required: false,
  description: 'Something random, such as a UUID: makes it safe to send the same request again.',
  schema: { type: 'string' as const, maxLength: 255 },
};

/** The OpenAPI description of `/api/v1`, made from the procedures themselves. */
export function openApiDocument(): object {
  const document = generateOpenApiDocument(appRouter, {
    title: 'Portico',
    version: '1',
    description,
    baseUrl: `${baseUrl()}${apiPath}`,
    securitySchemes: {
      secretKey: { type: 'http', scheme: 'bearer', description: 'A secret key: sk_dev_…, sk_stg_… or sk_prod_…' },
    },
    defs: { Error: errorSchema },
  });
  document.paths = { ...document.paths, ...exportOperations, '/proxy/{path}': proxyOperations };
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = operations[method];
      if (!operation) continue;
      operation.responses = { 200: operation.responses?.[200], ...errorsOf(method, path) };
      if (method !== 'get') operation.parameters = [...(operation.parameters ?? []), idempotencyKey];
    }
  }
  return document;
}

const errorsOf = (method: string, path: string) => {
  const statuses = [401, ...(path.includes('{') ? [404] : []), ...(method === 'get' ? [] : [409, 413]), 422, 500];
  return Object.fromEntries(statuses.map((status) => [status, errorRef]));
};
