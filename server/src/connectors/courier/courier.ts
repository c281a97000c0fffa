/** What a carrier's event means, in our words. */
export type ParcelState =
  | 'SENT'
  | 'PICKED_UP'
  | 'ON_THE_WAY'
  | 'DELIVERING'
  | 'SIGNED'
  | 'PROBLEM'
  | 'SENT_BACK'
  | 'RETURNED';

/** Which parcel. */
export interface TrackedParcel {
  /** Kuaidi100's code of the carrier. */
  carrier: string;
  number: string;
  /** The last four digits of the receiver's phone, for carriers that tell nothing without. */
  phone?: string;
}

/** Something that happened to a parcel. */
export interface ParcelEvent {
  at: Date;
  /** In the carrier's words. */
  text: string;
  /** Absent: the carrier did not say. */
  state?: ParcelState;
}

/** What a callback tells, its signature checked. */
export interface TrackingCallback {
  carrier: string;
  number: string;
  events: ParcelEvent[];
  /** The courier has given up watching the parcel: it must be subscribed to again. */
  isLost: boolean;
}

/**
 * `refused`: the parcel is not one that can be tracked, such as a number that the carrier does not have; `misconfigured`:
 * our account is not taken, which is for the operator; `busy`: nothing is known of the call, it may be repeated.
 */
export type CourierProblem = 'refused' | 'misconfigured' | 'busy';

/** Thrown by every call of the port. */
export class CourierError extends Error {
  constructor(
    readonly problem: CourierProblem,
    message: string,
  ) {
    super(message);
    this.name = 'CourierError';
  }
}

/** Thrown for a callback that is not the courier's. */
export class CallbackRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CallbackRefused';
  }
}

/** Who tells where parcels are, whoever carries them. */
export interface Courier {
  /** Asks to be told of a parcel by callbacks; asked again, it is the same subscription. Throws CourierError. */
  subscribe(parcel: TrackedParcel): Promise<void>;
  /** All that is known of a parcel now; empty: nothing yet. Throws CourierError. */
  query(parcel: TrackedParcel): Promise<ParcelEvent[]>;
  /** Reads a callback. Throws CallbackRefused for one whose signature or form is not good. */
  readCallback(form: { param?: unknown; sign?: unknown }): TrackingCallback;
}
