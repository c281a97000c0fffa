import type { Database } from '../../platform/database/open-database';
import { insertRow, selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { toSafeInt } from '../../platform/database/values';
import { PartnerRow } from './partners.entities';

/** What requests need to know of a partner. */
export interface PartnerStanding {
  id: number;
  name: string;
  scopes: string[];
  secretVersion: number;
  disabled: boolean;
  /** Whether its events may register members whom it names for the first time. */
  mayRegister: boolean;
  /** The types of events it may send; null: all. */
  eventTypes: string[] | null;
}

/** Partners by row id. */
export async function partnersById(database: Database, ids: number[]): Promise<Map<number, PartnerStanding>> {
  const rows = await selectByKeys(
    database,
    'SELECT id, name, scopes, secret_version, disabled_at, may_register, event_types FROM partner WHERE id IN (:keys)',
    ids,
  );
  return new Map(
    rows.map((row) => {
      const id = toSafeInt(row.id);
      const scopes = JSON.parse(String(row.scopes)) as string[];
      const eventTypes = row.event_types === null ? null : (JSON.parse(String(row.event_types)) as string[]);
      const mayRegister = Boolean(row.may_register);
      const disabled = row.disabled_at !== null;
      const [name, secretVersion] = [String(row.name), toSafeInt(row.secret_version)];
      return [id, { id, name, scopes, secretVersion, disabled, mayRegister, eventTypes }];
    }),
  );
}

/** The partner with this client id. */
export async function partnerByClientId(database: Database, clientId: string): Promise<PartnerRow | null> {
  const partner = await database.reader.getRepository(PartnerRow).findOneBy({ clientId });
  // MySQL and MariaDB take no notice of spaces at the end.
  return partner?.clientId === clientId ? partner : null;
}

/** A page of partners by ascending id, one more than asked. */
export async function listPartners(
  database: Database,
  page: { first: number; afterKey: number | undefined },
): Promise<PartnerRow[]> {
  const query = database.reader
    .getRepository(PartnerRow)
    .createQueryBuilder('p')
    .orderBy('p.id')
    .take(page.first + 1);
  if (page.afterKey !== undefined) query.where('p.id > :after', { after: page.afterKey });
  return query.getMany();
}

/** Adds a partner; a taken client id violates the unique index. Returns it with its id. */
export async function insertPartner(tx: Tx, partner: Omit<PartnerRow, 'id' | 'disabledAt'>): Promise<PartnerRow> {
  const row = { ...partner, disabledAt: null };
  return { ...row, id: await insertRow(tx, PartnerRow, row) };
}

/** Replaces a partner's secret; returns the partner as it is then, or null when there is none. */
export async function replaceSecret(tx: Tx, id: number, secretHash: string): Promise<PartnerRow | null> {
  await tx.update(PartnerRow, { id }, { secretHash, secretVersion: () => 'secret_version + 1' });
  return tx.findOneBy(PartnerRow, { id });
}

/** Whether there is a partner with this client id. */
export async function partnerExists(database: Database, clientId: string): Promise<boolean> {
  return database.reader.getRepository(PartnerRow).existsBy({ clientId });
}
