import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

interface Rate {
  url: string;
  secret: string;
  perSecond: number;
  hooks: number;
}

/** Milliseconds from when each hook was due until it was answered: whoever is late in sending must not make the answer look fast. */
export async function measureRate({ url, secret, perSecond, hooks }: Rate): Promise<number[]> {
  // Each connection in its turn: one that rests for long is closed by the server, perhaps just when it is used again.
  const agent = new Agent({ keepAlive: true, maxSockets: 100, scheduling: 'fifo' });
  const taken: number[] = [];
  const waiting: Promise<void>[] = [];
  try {
    const began = performance.now() + 50;
    for (let index = 0; index < hooks; index++) {
      const due = began + (index * 1000) / perSecond;
      if (due > performance.now()) await sleep(due - performance.now());
      const answered = send(url, secret, agent).then(() => void taken.push(performance.now() - due));
      // Whoever waits for all of them hears it.
      answered.catch(() => undefined);
      waiting.push(answered);
    }
    await Promise.all(waiting);
    return taken;
  } finally {
    agent.destroy();
  }
}

interface Most {
  url: string;
  secret: string;
  hooks: number;
  atOnce: number;
}

/** Hooks a second where each sender sends the next one as soon as the last one is answered. */
export async function measureMost({ url, secret, hooks, atOnce }: Most): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  try {
    let left = hooks;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (left-- > 0) await send(url, secret, agent);
      }),
    );
    return hooks / ((performance.now() - began) / 1000);
  } finally {
    agent.destroy();
  }
}

function send(url: string, secret: string, agent: Agent): Promise<void> {
  const id = randomUUID();
  const body = JSON.stringify({ events: [{ id, object: 'note', key: id, pad: 'x'.repeat(900) }] });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { 'bell-signature': signature, 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method: 'POST', headers }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`A hook was answered with ${response.statusCode}.`));
      });
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
