/** The account of the tests at the simulated Kuaidi100. */
export const courierAccount = {
  customer: 'DEMO0KUAIDI100CUSTOMER0000000000',
  key: 'demo-kuaidi100-key',
  salt: 'salt-of-the-tests',
};

/** A callback at the simulator. */
export interface SimulatedCallback {
  id: string;
  com: string;
  num: string;
  param: { status: string; lastResult: { state: string } };
  attempts: { outcome: number | string }[];
}

/** How an order was shipped, as the simulated WeChat was told. */
export interface ToldShipping {
  transactionId: string;
  openid: string;
  isComplete: boolean;
  upload: {
    logistics_type: number;
    delivery_mode: number;
    is_all_delivered?: boolean;
    upload_time: string;
    shipping_list: Record<string, unknown>[];
  };
}

/** What people do to parcels at the simulator. */
export interface CourierDesk {
  /** The carrier writes something down, and tells whoever has subscribed; without a state, what usually comes next. */
  scan(parcel: { com: string; num: string; state?: string; context?: string; at?: string }): Promise<void>;
  /** Kuaidi100 gives up watching a parcel. */
  abort(parcel: { com: string; num: string }): Promise<void>;
  faults(faults: Record<string, unknown>): Promise<void>;
  callbacks(): Promise<SimulatedCallback[]>;
  /** One attempt to call back, now: what each copy was answered. */
  tell(callbackId: string): Promise<(number | string)[]>;
  /** Whether somebody has subscribed to a parcel. */
  isSubscribed(num: string): Promise<boolean>;
  /** What WeChat was told of shipped orders, the latest first. */
  shippings(): Promise<ToldShipping[]>;
}

/** It, at a running simulator. */
export function courierDesk(simulatorUrl: string): CourierDesk {
  const call = async (path: string, body?: object) => {
    const response = await fetch(`${simulatorUrl}/simulator/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: body && { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
    return response.json() as Promise<Record<string, unknown>>;
  };
  return {
    scan: async (parcel) => void (await call('courier/scan', parcel)),
    abort: async (parcel) => void (await call('courier/abort', parcel)),
    faults: async (faults) => void (await call('courier/faults', faults)),
    callbacks: async () => (await call('courier/callbacks')).callbacks as SimulatedCallback[],
    async tell(callbackId) {
      const { attempts } = await call(`courier/callbacks/${callbackId}/send`, {});
      return (attempts as { outcome: number | string }[]).map(({ outcome }) => outcome);
    },
    async isSubscribed(num) {
      const { parcels } = await call('courier/parcels');
      return (parcels as { nu: string; subscribed: boolean }[]).some(({ nu, subscribed }) => nu === num && subscribed);
    },
    shippings: async () => (await call('shipping.json')) as unknown as ToldShipping[],
  };
}
