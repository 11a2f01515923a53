import { openApiDocument } from '#server/trpc/openapi-document.ts';

export const dynamic = 'force-dynamic';

export const GET = () => Response.json(openApiDocument());
