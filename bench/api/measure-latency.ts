import { Agent, get } from 'node:http';

const warmUp = 100;

interface Latency {
  url: string;
  headers?: Record<string, string>;
  requests: number;
}

/** Milliseconds of each request, one after the other over one kept connection, after a warm-up. */
export async function measureLatency({ url, headers = {}, requests }: Latency): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const taken: number[] = [];
    for (let count = 0; count < warmUp + requests; count++) {
      const began = performance.now();
      await once(url, { agent, headers });
      if (count >= warmUp) taken.push(performance.now() - began);
    }
    return taken;
  } finally {
    agent.destroy();
  }
}

function once(url: string, options: { agent: Agent; headers: Record<string, string> }): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === 200) return resolve();
        reject(new Error(`${url} was answered with ${response.statusCode}: ${Buffer.concat(chunks)}`));
      });
    });
    request.once('error', reject);
  });
}
