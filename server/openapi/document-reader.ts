import type { Problem } from './description.ts';
import { isNode, type Node } from './json-node.ts';
import { partsOf, pointer } from './json-pointer.ts';
import { SchemaReader } from './schema-reader.ts';

export interface Placed {
  node: Node;
  place: string;
}

/** What the parts of a reader share: the document, what was found wrong, and how references are followed. */
export class DocumentReader {
  readonly document: Node;
  readonly problems: Problem[] = [];
  readonly schemas: SchemaReader;
  readonly version: '2' | '3';

  constructor(document: Node, version: '2' | '3') {
    this.document = document;
    this.version = version;
    const isAlone = version === '2' || String(document.openapi).startsWith('3.0');
    this.schemas = new SchemaReader({ document, problems: this.problems, isAlone });
  }

  refuse(place: string, reason: string): void {
    this.problems.push({ place, reason });
  }

  /** Follows references to a parameter, a body, an answer; undefined (and listed) where they lead nowhere. */
  resolve(value: unknown, place: string): Placed | undefined {
    let found: Placed | undefined = isNode(value) ? { node: value, place } : undefined;
    if (found === undefined) this.refuse(place, 'Here must be an object.');
    for (let hops = 0; found !== undefined && typeof found.node.$ref === 'string'; hops++) {
      const next = hops < 10 ? this.#at(found.node.$ref) : undefined;
      if (next === undefined)
        this.refuse(pointer(place, '$ref'), `The reference ${found.node.$ref} leads to nothing in this description.`);
      found = next;
    }
    return found;
  }

  #at(reference: string): Placed | undefined {
    const parts = partsOf(reference);
    if (parts === undefined) return undefined;
    let node: unknown = this.document;
    for (const part of parts) {
      if (typeof node !== 'object' || node === null || !Object.hasOwn(node, part)) return undefined;
      node = Reflect.get(node, part);
    }
    return isNode(node) ? { node, place: pointer('', ...parts) } : undefined;
  }
}
