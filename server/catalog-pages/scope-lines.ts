import type { Connector } from '#connectors/kit/index.ts';
import { authsOf } from '#server/catalog/template-names.ts';

/** One permission that an app's access may have. */
export interface ScopeLine {
  scope: string;
  /** What it lets the integration do; empty where the app has no words for it that we know. */
  words: string;
  /** `always` asked for, `ifGiven`: asked for and not missed, `whenUsed`: only by a vendor whose integration needs it. */
  asked: 'always' | 'ifGiven' | 'whenUsed';
  /** Objects, actions and triggers that need it beyond the connector's least. */
  usedBy: string[];
}

const order: Record<ScopeLine['asked'], number> = { always: 0, ifGiven: 1, whenUsed: 2 };

/** Every scope that one of the ways in may ask for, in plain words. */
export function scopeLines(connector: Connector): ScopeLine[] {
  const lines = new Map<string, ScopeLine>();
  const add = (scope: string, words: string, asked: ScopeLine['asked'], usedBy: string[] = []) => {
    const known = lines.get(scope);
    if (known === undefined) return void lines.set(scope, { scope, words, asked, usedBy });
    known.words ||= words;
    known.usedBy.push(...usedBy);
    if (order[asked] < order[known.asked]) known.asked = asked;
  };
  for (const auth of authsOf(connector)) {
    if (auth.kind !== 'oauth2' && auth.kind !== 'mcp') continue;
    const words = auth.scopeWords ?? {};
    for (const scope of auth.scopes ?? []) add(scope, words[scope] ?? '', 'always');
    if (auth.kind === 'oauth2')
      for (const scope of auth.optionalScopes ?? []) add(scope, words[scope] ?? '', 'ifGiven');
    for (const [scope, text] of Object.entries(words)) add(scope, text, 'whenUsed');
  }
  for (const [label, scopes] of neededBy(connector)) for (const scope of scopes) add(scope, '', 'whenUsed', [label]);
  return [...lines.values()].sort((one, other) => order[one.asked] - order[other.asked]);
}

function neededBy({ objects, actions = {}, triggers = {} }: Connector): [string, string[]][] {
  return [
    ...Object.values(objects).map(({ label, scopes = [] }): [string, string[]] => [label, scopes]),
    ...[...Object.values(actions), ...Object.values(triggers)].map(({ title, scopes = [] }): [string, string[]] => [
      title,
      scopes,
    ]),
  ];
}
