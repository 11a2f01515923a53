/**
 * What the contract run (`npm run test:contracts`) needs to send every request of a connector against the app's own
 * published description: `connectors/<slug>/contract.ts` exports it by default.
 */
export interface Contract {
  /** The descriptions: a file's name without its ending, and the address below which its requests are judged by it. */
  descriptions: { name: string; url: string }[];
  /** Values of a connection: what templates and functions read as learnt. */
  learnt?: Record<string, string>;
  /** The form's fields, where the connector's auth has one. */
  fields?: Record<string, unknown>;
  settings?: Record<string, unknown>;
  /** A key for `get` and a watermark for the incremental pull, where the run's own would not do. */
  objects?: Record<string, { key?: string; watermark?: unknown; row?: ExampleRow; skip?: string }>;
  options?: Record<string, { search?: string; parent?: Record<string, string> }>;
  /** What the app answers where the description's example would stop the connector: by `METHOD /path` of the description. */
  answers?: Record<string, unknown>;
  /** What can't be judged, with the reason that the table prints: `actions.createPage: 'not in the description'`. */
  skip?: Record<string, string>;
}

/** Where the description holds a row: the operation that answers with it (of a file `<name>.fixtures`: the path of the sample), and the path of the rows in it. */
export interface ExampleRow {
  operation: string;
  path: string;
}

/** Types a contract. */
export function defineContract(contract: Contract): Contract {
  return contract;
}
