import type { OAuthFlow, SecurityNeed, SecurityScheme } from './description.ts';
import type { DocumentReader, Placed } from './document-reader.ts';
import { entriesOf, isNode, nodeOf, textOf, textsOf } from './json-node.ts';
import { pointer } from './json-pointer.ts';

const flowKinds: Record<string, OAuthFlow['kind']> = {
  authorizationCode: 'code',
  accessCode: 'code',
  implicit: 'implicit',
  password: 'password',
  clientCredentials: 'client',
  application: 'client',
};

export function readSchemes(reader: DocumentReader): Record<string, SecurityScheme> {
  const { document, version } = reader;
  const base = version === '2' ? '/securityDefinitions' : '/components/securitySchemes';
  const all = version === '2' ? document.securityDefinitions : nodeOf(document.components).securitySchemes;
  const read = entriesOf(all).flatMap(([name, value]) => {
    const found = reader.resolve(value, pointer(base, name));
    const scheme = found === undefined ? undefined : readScheme(found, reader);
    return scheme === undefined ? [] : [[name, scheme] as const];
  });
  return Object.fromEntries(read);
}

function readScheme({ node, place }: Placed, reader: DocumentReader): SecurityScheme | undefined {
  const plain = { description: textOf(node.description), place };
  const name = textOf(node.name);
  const where = node.in;
  if (node.type === 'apiKey' && name !== undefined && (where === 'header' || where === 'query' || where === 'cookie'))
    return { kind: 'key', in: where, name, ...plain };
  if (node.type === 'basic') return { kind: 'basic', ...plain };
  if (node.type === 'mutualTLS') return { kind: 'certificate', ...plain };
  if (node.type === 'http') {
    const scheme = String(node.scheme).toLowerCase();
    if (scheme === 'basic') return { kind: 'basic', ...plain };
    if (scheme === 'bearer') return { kind: 'bearer', format: textOf(node.bearerFormat), ...plain };
    reader.refuse(place, `The HTTP scheme ${scheme} is not known.`);
    return undefined;
  }
  if (node.type === 'oauth2') return { kind: 'oauth2', flows: readFlows({ node, place }, reader), ...plain };
  const url = textOf(node.openIdConnectUrl);
  if (node.type === 'openIdConnect' && url !== undefined) return { kind: 'openid', url, ...plain };
  reader.refuse(
    place,
    `A way to be let in of type ${JSON.stringify(node.type)} is not known, or something of it is missing.`,
  );
  return undefined;
}

function readFlows({ node, place }: Placed, reader: DocumentReader): OAuthFlow[] {
  const named: [string, unknown][] = isNode(node.flows) ? entriesOf(node.flows) : [[String(node.flow), node]];
  const flows = named.flatMap(([name, value]): OAuthFlow[] => {
    const kind = flowKinds[name];
    if (kind === undefined) return [];
    const flow = nodeOf(value);
    const scopes = entriesOf(flow.scopes).map(([scope, words]) => [scope, textOf(words) ?? scope] as const);
    return [
      {
        kind,
        authorizeUrl: textOf(flow.authorizationUrl),
        tokenUrl: textOf(flow.tokenUrl),
        refreshUrl: textOf(flow.refreshUrl),
        scopes: Object.fromEntries(scopes),
      },
    ];
  });
  if (flows.length === 0) reader.refuse(place, 'This OAuth 2 scheme names no flow that is known: no addresses.');
  return flows;
}

/** Undefined where nothing is said; an empty list says that nothing is needed. */
export function readNeeds(value: unknown): SecurityNeed[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map((need) =>
    Object.fromEntries(
      entriesOf(need).map(([name, scopes]) => [name, textsOf(scopes).filter((scope) => scope !== '')]),
    ),
  );
}
