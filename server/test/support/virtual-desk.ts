import type { PaymentParams } from '../../src/connectors/payment/payment';

/** A message that the simulator pushes. */
export interface SimulatedPush {
  id: string;
  message: Record<string, unknown>;
  delivered: boolean;
  attempts: { outcome: number | string }[];
}

/** What people do with virtual payment, and what testers do behind its back. */
export interface VirtualDesk {
  /** Pays, as `wx.requestVirtualPayment` does; returns what the client hears. */
  pay(params: PaymentParams, user: string, act?: 'pay' | 'cancel'): Promise<string>;
  faults(faults: Record<string, unknown>): Promise<void>;
  orders(): Promise<Record<string, unknown>[]>;
  pushes(): Promise<SimulatedPush[]>;
  /** One attempt to push, now: what each copy was answered. */
  tell(pushId: string): Promise<(number | string)[]>;
}

/** It, at a running simulator. */
export function virtualDesk(simulatorUrl: string): VirtualDesk {
  const call = async (path: string, body?: object) => {
    const response = await fetch(`${simulatorUrl}/simulator/virtual-pay/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: body && { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
    return response.json() as Promise<Record<string, unknown>>;
  };
  return {
    pay: async (params, user, act = 'pay') =>
      String((await call('request-virtual-payment', { ...params, user, act })).errMsg),
    faults: async (faults) => void (await call('faults', faults)),
    orders: async () => (await call('orders')).orders as Record<string, unknown>[],
    pushes: async () => (await call('pushes')).pushes as SimulatedPush[],
    async tell(pushId) {
      const { attempts } = await call(`pushes/${pushId}/send`, {});
      return (attempts as { outcome: number | string }[]).map(({ outcome }) => outcome);
    },
  };
}
