/** What a mapping and the work on one record may come to: hostile documents and records end here, not in the engine. */
export const limits = {
  /** Characters of a document as JSON. */
  documentSize: 512 * 1024,
  /** Nesting of a document. */
  documentDepth: 40,
  fields: 1_000,
  steps: 50,
  tableRows: 10_000,
  pathLength: 500,
  pathParts: 32,
  /** Pieces of work that one record may cost: values read, items gone through. */
  work: 200_000,
  /** Characters of a text that is made on the way. */
  text: 1_048_576,
  /** Nesting of a value that is taken over as it is. */
  valueDepth: 100,
} as const;
