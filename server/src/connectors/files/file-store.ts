/** Where the bytes of stored files are. A name is given once and never to other bytes. */
export interface FileStore {
  /** Keeps a file; one that is there already stays. */
  put(name: string, bytes: Buffer): Promise<void>;
  /** Undefined: there is none of this name. */
  get(name: string): Promise<Buffer | undefined>;
}
