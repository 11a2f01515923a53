import { pingDatabase } from '#server/db/tenant.ts';

/** Whether requests can be served: the database answers. */
export async function GET(): Promise<Response> {
  try {
    await pingDatabase();
    return Response.json({ status: 'ready' });
  } catch {
    return Response.json({ status: 'unavailable', reason: 'The database does not answer.' }, { status: 503 });
  }
}
