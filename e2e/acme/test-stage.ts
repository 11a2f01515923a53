import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type RunningAcme, startAcme } from './acme.ts';
import { FakePortico } from './fake-portico.ts';
import type { AcmeOptions } from './settings.ts';

/** Acme in front of a fake Portico, both on free ports. */
export interface Stage {
  portico: FakePortico;
  acme: RunningAcme;
  publicKey: KeyObject;
  options: AcmeOptions;
  reports: string[];
  /** A browser of this person: every request carries their session. */
  signIn(email: string): Promise<(path: string, init?: RequestInit) => Promise<Response>>;
  close(): Promise<void>;
}

export async function openStage(more: Partial<AcmeOptions> = {}, portico = new FakePortico()): Promise<Stage> {
  if (portico.url === '') await portico.start();
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const reports: string[] = [];
  const options: AcmeOptions = {
    port: 0,
    porticoUrl: portico.url,
    secretKey: portico.secretKey,
    environment: 'env_test',
    embedKey: { id: 'ek_test', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
    report: (sentence) => reports.push(sentence),
    ...more,
  };
  const acme = await startAcme(options);
  return {
    portico,
    acme,
    publicKey,
    options,
    reports,
    async signIn(email) {
      const answer = await signInAs(acme.origin, email);
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
      return (path, init = {}) =>
        fetch(acme.origin + path, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } });
    },
    async close() {
      await acme.close();
      await portico.stop();
    },
  };
}

export function signInAs(origin: string, email: string, more: Record<string, string> = {}, headers: HeadersInit = {}) {
  const body = new URLSearchParams({ email, password: 'acme', ...more });
  return fetch(`${origin}/sign-in`, { method: 'POST', redirect: 'manual', body, headers });
}
