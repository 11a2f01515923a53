/** How often what was asked for: so that a test can say "one refresh, not ten". */
export class RequestCounts {
  readonly #paths = new Map<string, number>();
  readonly #tokens = new Map<string, number>();
  readonly #refusedTokens = new Map<string, number>();

  request(method: string, path: string): void {
    bump(this.#paths, `${method} ${path.replace(/\/(?:ct|co|de|wh)_[^/]+|(?<=^\/oauth\/authorize)\/.+/, '/{id}')}`);
  }

  tokenIssued(grantType: string): void {
    bump(this.#tokens, grantType);
  }

  tokenRefused(grantType: string): void {
    bump(this.#refusedTokens, grantType);
  }

  reset(): void {
    for (const counts of [this.#paths, this.#tokens, this.#refusedTokens]) counts.clear();
  }

  toJSON() {
    return {
      tokenRequests: Object.fromEntries(this.#tokens),
      refusedTokenRequests: Object.fromEntries(this.#refusedTokens),
      requests: Object.fromEntries(this.#paths),
    };
  }
}

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
