export type JsonPath = (string | number)[];

/** A value in a JSON text, and where it stands. */
export interface JsonNode {
  path: JsonPath;
  start: number;
  end: number;
}

export type ParsedJson =
  | { value: unknown; nodes: JsonNode[]; mistake?: undefined }
  | { mistake: { message: string; at: number }; nodes: JsonNode[]; value?: undefined };

class Mistake extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const blank = /[ \t\r\n]*/y;
const text = /"(?:[^"\\\r\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const plain = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;

/** Reads JSON with the place of each value; a mistake has its place and says what is expected there. */
export function parseJson(json: string): ParsedJson {
  const nodes: JsonNode[] = [];
  let at = 0;

  const skip = () => {
    blank.lastIndex = at;
    at += blank.exec(json)?.[0].length ?? 0;
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(json)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const expect = (sign: string, after: string) => {
    skip();
    if (json[at] !== sign) throw new Mistake(`Here should be ${sign} ${after}.`, at);
    at += 1;
  };
  const read = (found: string): unknown => {
    try {
      return JSON.parse(found);
    } catch {
      throw new Mistake('This text holds a sign that JSON does not know, such as a tabulator.', at - found.length);
    }
  };
  const key = (): string => {
    skip();
    if (json[at] === '}') throw new Mistake('After the last entry there is no comma.', at);
    const found = take(text);
    if (found === undefined) throw new Mistake('Here should be a name in double quotes.', at);
    return String(read(found));
  };

  const value = (path: JsonPath): unknown => {
    skip();
    const start = at;
    const node: JsonNode = { path, start, end: start };
    nodes.push(node);
    const found = json[at] === '{' ? object(path) : json[at] === '[' ? list(path) : scalar();
    node.end = at;
    return found;
  };
  const scalar = (): unknown => {
    const found = take(text) ?? take(plain);
    if (found !== undefined) return read(found);
    if (json[at] === '"') throw new Mistake('This text has no closing quote, or a sign that JSON does not know.', at);
    if (at >= json.length) throw new Mistake('The text ends here, and something is still open.', at);
    throw new Mistake('Here should be a value: a text in double quotes, a number, true, false, null, { or [.', at);
  };
  const object = (path: JsonPath): Record<string, unknown> => {
    const entries = new Map<string, unknown>();
    at += 1;
    skip();
    if (json[at] === '}') {
      at += 1;
      return {};
    }
    while (true) {
      const name = key();
      expect(':', 'after the name');
      entries.set(name, value([...path, name]));
      skip();
      if (json[at] !== ',') break;
      at += 1;
    }
    expect('}', 'or a comma');
    return Object.fromEntries(entries);
  };
  const list = (path: JsonPath): unknown[] => {
    const items: unknown[] = [];
    at += 1;
    skip();
    if (json[at] === ']') {
      at += 1;
      return items;
    }
    while (true) {
      skip();
      if (json[at] === ']') throw new Mistake('After the last entry there is no comma.', at);
      items.push(value([...path, items.length]));
      skip();
      if (json[at] !== ',') break;
      at += 1;
    }
    expect(']', 'or a comma');
    return items;
  };

  try {
    const whole = value([]);
    skip();
    if (at < json.length) throw new Mistake('The JSON has ended before this.', at);
    return { value: whole, nodes };
  } catch (error) {
    if (error instanceof Mistake) return { mistake: { message: error.message, at: error.at }, nodes };
    if (error instanceof RangeError) return { mistake: { message: 'This is nested too deep.', at }, nodes };
    throw error;
  }
}

/** The line of a place, counted from 1. */
export function lineAt(json: string, at: number): number {
  let line = 1;
  for (let next = json.indexOf('\n'); next !== -1 && next < at; next = json.indexOf('\n', next + 1)) line += 1;
  return line;
}

/** The value at a path, or the nearest around it that is there. */
export function nodeAt(nodes: JsonNode[], path: JsonPath): JsonNode | undefined {
  const byPath = new Map(nodes.map((node) => [JSON.stringify(node.path), node]));
  for (let length = path.length; length >= 0; length -= 1) {
    const found = byPath.get(JSON.stringify(path.slice(0, length)));
    if (found) return found;
  }
  return undefined;
}

/** The innermost object or value that a place of the text stands in. */
export function nodeAround(nodes: JsonNode[], at: number): JsonNode | undefined {
  // In the order in which they begin: the last one that reaches over the place is the innermost.
  return nodes.findLast(({ start, end }) => start <= at && (at <= end || end === start));
}
