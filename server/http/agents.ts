import { Agent, buildConnector } from 'undici';
import { type ClientCertificate, certificateId, type TlsOptions, tlsOptions } from './client-certificate.ts';
import type { Network } from './destination.ts';
import { openSocket } from './guarded-socket.ts';
import { networkError } from './network-error.ts';

/** How a connection is opened, with or without a certificate of our own. */
export type Dial = (tls: TlsOptions | undefined) => buildConnector.connector;

/** Every connection is checked when it is opened: the guard stands here and nowhere else. */
export function guardedDial(network: () => Network): Dial {
  return (tls) => {
    const upgrade = buildConnector({ ...tls });
    return (options, done) => {
      const isTls = options.protocol === 'https:';
      const host = options.hostname.replace(/^\[|\]$/g, '');
      const port = Number(options.port) || (isTls ? 443 : 80);
      openSocket({ host, port, rule: 'web' }, network())
        .then((socket) => (isTls ? upgrade({ ...options, httpSocket: socket }, done) : done(null, socket)))
        .catch((error: unknown) => done(networkError(error, host), null));
    };
  };
}

const maxCertificates = 50;

/** Kept-alive connections. One proven by a certificate is never used for a request with another one, or with none. */
export class Agents {
  readonly #dial: Dial;
  readonly #plain: Agent;
  readonly #byCertificate = new Map<string, Agent>();

  constructor(dial: Dial) {
    this.#dial = dial;
    this.#plain = this.#create(undefined);
  }

  for(certificate: ClientCertificate | undefined): Agent {
    if (certificate === undefined) return this.#plain;
    const id = certificateId(certificate);
    const agent = this.#byCertificate.get(id) ?? this.#create(tlsOptions(certificate));
    this.#byCertificate.delete(id);
    this.#byCertificate.set(id, agent);
    const [oldest] = this.#byCertificate;
    if (oldest !== undefined && this.#byCertificate.size > maxCertificates) {
      this.#byCertificate.delete(oldest[0]);
      void oldest[1].close();
    }
    return agent;
  }

  async destroy(): Promise<void> {
    await Promise.all([this.#plain, ...this.#byCertificate.values()].map((agent) => agent.destroy()));
  }

  #create(tls: TlsOptions | undefined): Agent {
    return new Agent({ connect: this.#dial(tls), headersTimeout: 0, bodyTimeout: 0 });
  }
}
