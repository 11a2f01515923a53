import type { Parameter, ParameterStyle, Schema } from './description.ts';
import type { DocumentReader, Placed } from './document-reader.ts';
import { nodeOf, textOf } from './json-node.ts';
import { pointer } from './json-pointer.ts';

const styles: ParameterStyle[] = ['simple', 'label', 'matrix', 'form', 'spaceDelimited', 'pipeDelimited', 'deepObject'];
const bySwagger: Record<string, ParameterStyle> = {
  csv: 'form',
  multi: 'form',
  ssv: 'spaceDelimited',
  pipes: 'pipeDelimited',
  tsv: 'tab',
};

interface Given {
  parameters: Placed[];
  path: string;
  place: string;
}

/** The parameters of an operation, its path's included; its own win. A place of the path that nobody describes is a text. */
export function readParameters({ parameters, path, place }: Given, reader: DocumentReader): Parameter[] {
  const read = new Map<string, Parameter>();
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
  for (const parameter of parameters.flatMap((given) => readParameter(given, reader) ?? [])) {
    if (parameter.in === 'path' && !names.includes(parameter.name)) {
      reader.refuse(parameter.place, `The path ${path} has no place for ${parameter.name}.`);
    } else read.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  for (const name of names) {
    if (read.has(`path ${name}`)) continue;
    reader.refuse(place, `The path's place {${name}} is not described. A text is asked for.`);
    read.set(`path ${name}`, textInPath(name, place));
  }
  return [...read.values()];
}

export function textInPath(name: string, place: string): Parameter {
  const plain = { required: true, explode: false, isJson: false, isReserved: false, style: 'simple' } as const;
  return { in: 'path', name, description: undefined, schema: { type: 'string' }, place, ...plain };
}

function readParameter({ node, place }: Placed, reader: DocumentReader): Parameter | undefined {
  const name = textOf(node.name);
  const where = node.in;
  if (where === 'body' || where === 'formData') return undefined;
  if (name === undefined || (where !== 'path' && where !== 'query' && where !== 'header' && where !== 'cookie')) {
    reader.refuse(place, `A parameter needs a name, and a place that is path, query, header or cookie.`);
    return undefined;
  }
  const content = Object.entries(nodeOf(node.content))[0];
  const isJson = content?.[0].includes('json') === true;
  return {
    in: where,
    name,
    required: node.required === true || where === 'path',
    description: textOf(node.description),
    schema: schemaOf({ node, place }, content, reader),
    ...shapeOf(node, where),
    isJson,
    // An extension that marks what may hold slashes.
    isReserved: node['x-multi-segment'] === true,
    place,
  };
}

function schemaOf({ node, place }: Placed, content: [string, unknown] | undefined, reader: DocumentReader): Schema {
  if (content !== undefined) {
    const [type, media] = content;
    return reader.schemas.read(nodeOf(media).schema ?? {}, pointer(place, 'content', type, 'schema'));
  }
  if (reader.version === '3') return reader.schemas.read(node.schema ?? {}, pointer(place, 'schema'));
  // In Swagger 2 the parameter is its own schema.
  const { name: _name, in: _in, required: _required, description: _description, ...schema } = node;
  return reader.schemas.read(schema, place);
}

function shapeOf(node: Record<string, unknown>, where: Parameter['in']): Pick<Parameter, 'style' | 'explode'> {
  if (typeof node.collectionFormat === 'string') {
    const style = bySwagger[node.collectionFormat] ?? 'form';
    return {
      style: style === 'form' && where !== 'query' ? 'simple' : style,
      explode: node.collectionFormat === 'multi',
    };
  }
  const isInQuery = where === 'query' || where === 'cookie';
  const style = styles.find((known) => known === node.style) ?? (isInQuery ? 'form' : 'simple');
  const isSwagger = 'type' in node;
  return { style, explode: typeof node.explode === 'boolean' ? node.explode : style === 'form' && !isSwagger };
}
