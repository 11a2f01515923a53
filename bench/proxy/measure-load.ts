import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const warmUpPart = 0.2;

interface Load {
  url: string;
  headers?: Record<string, string>;
  connections: number;
  requests: number;
}

export interface Measured {
  /** Milliseconds of each request. */
  taken: number[];
  perSecond: number;
}

/** Sends requests over so many kept connections, each the next one as soon as it has its answer. The first ones only warm up. */
export async function measureLoad({ url, headers = {}, connections, requests }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const taken: number[] = [];
  const send = async (count: number, kept: number[]) => {
    let left = count;
    const one = async () => {
      while (left > 0) {
        left -= 1;
        const began = performance.now();
        await ask(url, { agent, headers });
        kept.push(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: connections }, one));
  };
  try {
    await send(Math.ceil(requests * warmUpPart), []);
    await sleep(50);
    const began = performance.now();
    await send(requests, taken);
    return { taken, perSecond: requests / ((performance.now() - began) / 1000) };
  } finally {
    agent.destroy();
  }
}

function ask(url: string, options: { agent: Agent; headers: Record<string, string> }): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, options, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url} was answered with ${response.statusCode}.`));
      });
    });
    request.once('error', reject);
  });
}
