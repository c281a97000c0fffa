import type { Courier } from './connectors/courier/courier';
import type { WeChat } from './connectors/wechat/wechat';
import { followParcels, receiveTracking, type TrackingAnswer, uploadShippings } from './modules/shipments';
import { type BackgroundWork, createBackgroundWork } from './platform/background-work';
import type { Clock } from './platform/clock';
import type { Database } from './platform/database/open-database';
import type { Logger } from './platform/log';
import type { FieldCipher } from './platform/secrets';

/** What the work on parcels needs; without a courier nobody tells where they are. */
export interface ShipmentWorkParts {
  database: Database;
  clock: Clock;
  cipher: FieldCipher;
  courier?: Courier;
  wechat: WeChat;
  log: Logger;
}

/** What a run did: parcels that were taken up, orders that WeChat was told of, calls that failed. */
export interface ShipmentWorkReport {
  parcels: number;
  uploads: number;
  failed: number;
}

/** The work on parcels. */
export interface ShipmentWork extends BackgroundWork<ShipmentWorkReport> {
  /** Takes a callback; undefined: no courier is set. */
  receive?(form: { param?: unknown; sign?: unknown }): Promise<TrackingAnswer>;
}

/** One for each server: its runs never overlap, those of several servers may. */
export function createShipmentWork({ courier, ...parts }: ShipmentWorkParts): ShipmentWork {
  const { database, clock, log } = parts;
  const work = async () => {
    const followed = courier ? await followParcels({ ...parts, courier }) : { looked: 0, failed: 0 };
    const told = await uploadShippings(parts);
    return { parcels: followed.looked, uploads: told.looked, failed: followed.failed + told.failed };
  };
  const background = createBackgroundWork(work, (error) => log.error({ err: error }, 'the work on parcels failed'));
  if (!courier) return background;
  return {
    ...background,
    receive: (form) => receiveTracking({ database, courier, log, wallNow: clock.wallNow() }, form),
  };
}
