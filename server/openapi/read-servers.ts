import type { Server } from './description.ts';
import type { DocumentReader } from './document-reader.ts';
import { entriesOf, isNode, listOf, type Node, nodeOf, textOf, textsOf } from './json-node.ts';
import { pointer } from './json-pointer.ts';

export function readServers(value: unknown, place: string, reader: DocumentReader): Server[] {
  return listOf(value).flatMap((server, index) => {
    const node = nodeOf(server);
    const url = textOf(node.url);
    if (!isNode(server) || url === undefined) {
      reader.refuse(pointer(place, index), 'A server needs an address.');
      return [];
    }
    const variables = entriesOf(node.variables).map(([name, value]) => {
      const { default: usual, enum: choices, description } = nodeOf(value);
      const given = typeof usual === 'string' || typeof usual === 'number' ? String(usual) : '';
      return [name, { default: given, choices: textsOf(choices), description: textOf(description) }] as const;
    });
    return [{ url, description: textOf(node.description), variables: Object.fromEntries(variables) }];
  });
}

/** `host`, `basePath` and `schemes` of Swagger 2. */
export function serversOfSwagger(document: Node): Server[] {
  const host = textOf(document.host);
  const basePath = textOf(document.basePath) ?? '';
  if (host === undefined) return basePath === '' ? [] : [{ url: basePath, description: undefined, variables: {} }];
  const isLocal = /^(localhost|127\.)/.test(host);
  // Makers forget that they have moved to https: nothing else is called outside of this machine.
  const scheme = isLocal && !textsOf(document.schemes).includes('https') ? 'http' : 'https';
  return [{ url: `${scheme}://${host}${basePath}`, description: undefined, variables: {} }];
}
