import { createServer } from 'node:http';
import { serveHook } from '#server/hooks/serve-hook.ts';
import { serveRaw } from '#server/http/serve-raw.ts';

/*
 * The door for hooks in a process of its own, behind the server of node:http alone. `npm start` answers its addresses in the
 * same way, before the pages' framework sees the request, so that no build is needed to measure it.
 */
const server = createServer((request, response) => void serveRaw(request, response, (raw) => serveHook(raw)));
server.listen(Number(process.env.BENCH_PORT), '127.0.0.1', () =>
  process.stdout.write('The door for hooks is ready.\n'),
);
process.on('SIGTERM', () => process.exit(0));
