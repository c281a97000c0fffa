import DataLoader from 'dataloader';
import { InvariantError } from '../errors';
import { coalesce } from './coalesce';
import type { Database } from './open-database';
import { isInTransaction } from './unit-of-work';

/** A look-up by key, declared once by the module that owns the rows. Keys compare by value: strings or numbers. */
export interface LoaderDefinition<K extends string | number, V> {
  readonly name: string;
  /** All the keys in one query; a key that is not in the map was not found. */
  readonly load: (database: Database, keys: K[]) => Promise<Map<K, V>>;
}

/** Declares a look-up for `RequestLoaders.get`. */
export function defineLoader<K extends string | number, V>(
  name: string,
  load: (database: Database, keys: K[]) => Promise<Map<K, V>>,
): LoaderDefinition<K, V> {
  return { name, load };
}

/** The merged look-ups of the whole server: what concurrent requests ask at the same time becomes one query. */
export class SharedLookups {
  private readonly lookups = new Map<object, unknown>();

  constructor(private readonly database: Database) {}

  /** The merged look-up of a definition. */
  of<K extends string | number, V>(definition: LoaderDefinition<K, V>): (key: K) => Promise<V | undefined> {
    type Lookup = (key: K) => Promise<V | undefined>;
    let lookup = this.lookups.get(definition) as Lookup | undefined;
    if (!lookup) {
      lookup = coalesce<K, V>((keys) => definition.load(this.database, keys));
      this.lookups.set(definition, lookup);
    }
    return lookup;
  }
}

/** The loaders of one request: each row is read once, and a request sees one version of it. */
export class RequestLoaders {
  private readonly loaders = new Map<object, unknown>();

  constructor(private readonly shared: SharedLookups) {}

  /** Loads by key; `undefined` when there is no such row. Refused inside a transaction, which must read its own. */
  load<K extends string | number, V>(definition: LoaderDefinition<K, V>, key: K): Promise<V | undefined> {
    if (isInTransaction()) {
      throw new InvariantError(`Loader ${definition.name} was used inside inTransaction: read through the Tx.`);
    }
    return this.get(definition).load(key);
  }

  /** Puts a row in that was read on the way, so that it is not read again. */
  prime<K extends string | number, V>(definition: LoaderDefinition<K, V>, key: K, value: V): void {
    this.get(definition).prime(key, value);
  }

  /** Forgets everything: after a mutation, what was read before may be stale. */
  clear(): void {
    this.loaders.clear();
  }

  private get<K extends string | number, V>(definition: LoaderDefinition<K, V>): DataLoader<K, V | undefined> {
    let loader = this.loaders.get(definition) as DataLoader<K, V | undefined> | undefined;
    if (!loader) {
      const lookup = this.shared.of(definition);
      // Merging is done by the shared look-up, so a batch of this request is handed on key by key.
      loader = new DataLoader<K, V | undefined>((keys) => Promise.all(keys.map(lookup)), { batch: false });
      this.loaders.set(definition, loader);
    }
    return loader;
  }
}
