import { type BrowserContext, expect, type Request } from '@playwright/test';
import { readDemo } from './demo.ts';

const spokenSecrets = /^(token|code|password|secret|clientSecret)$/;
/** Shorter ones (the demo's own passwords) are ordinary words. */
const shortestSecret = 9;
const secretCookies = /session-token|portico-connect|acme_session/;
const secretShapes = /eyJ[\w-]{8,}\.[\w-]{8,}|\b(?:sk|whsec)_\w{8,}/;
const secretParameters = /[?&#](?:access_token|refresh_token|id_token|token|session|secret|password|api_key|bearer)=/i;

/**
 * Looks over the shoulder of every page of a test: no error in the console, nothing that a content security policy had
 * to stop, no request to anybody but the three origins, and no secret in an address.
 */
export class Watch {
  readonly #origins: string[];
  readonly #errors: string[] = [];
  readonly #addresses = new Set<string>();
  readonly #secrets = new Set<string>();
  readonly #expected: RegExp[] = [];

  constructor() {
    const { console, acme, sandbox, secretKey, owner, embedKey, client, places } = readDemo();
    this.#origins = [console, acme, sandbox].map((address) => new URL(address).origin);
    for (const secret of [secretKey, owner.password, client.secret, places.password]) this.#secrets.add(secret);
    for (const line of embedKey.privateKey.split('\n')) if (line.length > 40) this.#secrets.add(line);
  }

  /** Call it before the context has a page. */
  async follow(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      if (message.type() === 'error')
        this.#errors.push(`${message.page()?.url()}: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.#errors.push(`${error.page()?.url()}: ${error.error().stack}`));
    context.on('request', (request) => this.#see(request));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        reportError(
          new Error(`The policy stopped ${event.blockedURI || event.violatedDirective} (${event.violatedDirective})`),
        );
      });
    });
  }

  /** A page of another origin, or another Portico, that this test brings itself. */
  admits(origin: string): void {
    this.#origins.push(origin);
  }

  /** What this test provokes: the browser writes refused requests into its console. */
  expects(...errors: RegExp[]): void {
    this.#expected.push(...errors);
  }

  /** Call it before the context is closed: its cookies are secrets too. */
  async learnCookies(context: BrowserContext): Promise<void> {
    for (const { name, value } of await context.cookies()) if (secretCookies.test(name)) this.#learn(value);
  }

  check(): void {
    const errors = this.#errors.filter((error) => !this.#expected.some((expected) => expected.test(error)));
    const addresses = [...this.#addresses];
    const strangers = addresses.filter(
      (address) => !/^(about|data|blob):/.test(address) && !this.#origins.includes(new URL(address).origin),
    );
    const telling = addresses.filter((address) => this.#tells(address));
    expect.soft(errors, 'errors in the console').toEqual([]);
    expect.soft(strangers, 'requests to other hosts').toEqual([]);
    expect.soft(telling, 'secrets in addresses').toEqual([]);
  }

  #see(request: Request): void {
    this.#addresses.add(request.url());
    this.#learn(request.headers().authorization?.replace(/^Bearer /, ''));
    for (const [name, value] of fieldsOf(request))
      if (spokenSecrets.test(name) && typeof value === 'string') this.#learn(value);
  }

  #learn(secret: string | undefined): void {
    if (secret && secret.length >= shortestSecret) this.#secrets.add(secret);
  }

  #tells(address: string): boolean {
    const plain = decodeURIComponent(address.replace(/%(?![\da-f]{2})/gi, '%25'));
    return (
      secretParameters.test(plain) ||
      secretShapes.test(plain) ||
      [...this.#secrets].some((secret) => plain.includes(secret))
    );
  }
}

/** What a request carries in its body, as JSON or as a form. */
function fieldsOf(request: Request): [string, unknown][] {
  const body = request.postData() ?? '';
  if (!body.startsWith('{')) return [...new URLSearchParams(body)];
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  } catch {
    return [];
  }
}
