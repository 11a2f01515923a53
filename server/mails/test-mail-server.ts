import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

export interface ReceivedMail {
  to: string;
  headers: Record<string, string>;
  /** As it came over the wire. */
  raw: string;
}

/** A mail server that takes what it is given, or says what a test wants it to say. */
export function testMailServer() {
  const received: ReceivedMail[] = [];
  let refusal: string | null = null;
  let dropAfterData = false;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let to = '';
    let data: string | null = null;
    let rest = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 mail.test ready');
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== null && line !== '.') {
          data += `${line}\r\n`;
        } else if (data !== null) {
          received.push({ to, headers: headersOf(data), raw: data });
          data = null;
          if (dropAfterData) return void socket.destroy();
          say('250 taken');
        } else if (/^(EHLO|HELO)/i.test(line)) say('250 mail.test');
        else if (/^MAIL/i.test(line)) say(refusal ?? '250 ok');
        else if (/^RCPT/i.test(line)) {
          to = line.match(/<(.*)>/)?.[1] ?? '';
          say('250 ok');
        } else if (/^DATA/i.test(line)) {
          data = '';
          say('354 go on');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else say('250 ok');
      }
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    received,
    url() {
      const address = server.address();
      return `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    },
    refuse(line: string | null) {
      refusal = line;
    },
    /** Breaks off after the mail was taken, before it says so. */
    dropAfterData(drop: boolean) {
      dropAfterData = drop;
    },
  };
}

function headersOf(data: string): Record<string, string> {
  const head = data.split('\r\n\r\n')[0]?.replace(/\r\n[ \t]+/g, ' ') ?? '';
  return Object.fromEntries(
    head.split('\r\n').map((line): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
}
