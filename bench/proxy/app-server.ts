import { createServer } from 'node:http';

/* The app: one answer of about 1 KB, made beforehand. */
const contact = {
  id: '9007199254740993',
  name: 'Mara Lindqvist',
  email: 'mara@globex.example',
  notes: 'n'.repeat(900),
};
const body = JSON.stringify(contact);
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

const server = createServer((_request, response) => response.writeHead(200, headers).end(body));
server.listen(Number(process.env.BENCH_PORT), '127.0.0.1', () => process.stdout.write('The app is ready.\n'));
process.on('SIGTERM', () => process.exit(0));
