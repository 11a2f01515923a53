/** A file or folder at the app. */
export interface FileEntry {
  /** From the root: `/in/orders.csv`. */
  path: string;
  isFolder: boolean;
  /** Bytes. */
  size: number;
  modifiedAt: string;
}

/** Files of a connection that logs in by SSH. */
export interface ConnectorFiles {
  list(folder: string): Promise<FileEntry[]>;
  /** Piece by piece; throws `not_found` where it is gone. */
  read(path: string): AsyncIterable<Uint8Array>;
  /** Whole or not at all: written beside and then renamed. */
  write(path: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  delete(path: string): Promise<void>;
}
