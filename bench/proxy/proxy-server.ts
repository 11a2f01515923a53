import { createServer } from 'node:http';
import { serveRaw } from '#server/http/serve-raw.ts';
import { serveProxy } from '#server/proxy/serve-proxy.ts';

/*
 * The proxy in a process of its own, behind the server of node:http alone. `npm start` answers its address in the same way,
 * before the pages' framework sees the request, so that no build is needed to measure it.
 */
const server = createServer((request, response) => void serveRaw(request, response, serveProxy));
server.listen(Number(process.env.BENCH_PORT), '127.0.0.1', () => process.stdout.write('The proxy is ready.\n'));
process.on('SIGTERM', () => process.exit(0));
