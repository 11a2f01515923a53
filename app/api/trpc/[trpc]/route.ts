import { serveConsole } from '#server/trpc/serve-console.ts';

export const dynamic = 'force-dynamic';
export { serveConsole as GET, serveConsole as POST };
