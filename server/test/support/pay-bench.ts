import type { FastifyInstance } from 'fastify';
import { buildSimulator } from '../../../scripts/simulator/app';
import type { Delivery } from '../../../scripts/simulator/pay/types';
import { createPapayClient, type PapayOptions } from '../../src/connectors/contract/papay.client';
import type { PaymentOrder } from '../../src/connectors/payment/payment';
import { createVirtualPayClient, type VirtualPayOptions } from '../../src/connectors/payment/virtual-pay.client';
import { createWeChatPayClient } from '../../src/connectors/payment/wechat-pay.client';
import { createWeChatPush } from '../../src/connectors/wechat/wechat-push';
import { type ContractDesk, contractDesk } from './contract-desk';
import { type VirtualDesk, virtualDesk } from './virtual-desk';
import {
  merchantSettings,
  type PayDesk,
  papaySettings,
  payDesk,
  simulatedMerchant,
  virtualPaySettings,
} from './wechat-pay';

export const MINUTE = 60_000;
export const MINI = 'wx00000000000000a1';
export const WEB = 'wx00000000000000b2';
export const START = Date.parse('2026-03-01T04:00:00.000Z');

/** A simulator and a client, each with a clock; timers run when told, deliveries are kept. */
export class PayBench {
  now = START;
  /** How far the client's clock is ahead. */
  skew = 0;
  readonly deliveries: Delivery[] = [];
  private timers: { at: number; task: () => void }[] = [];
  private constructor(
    readonly app: FastifyInstance,
    readonly url: string,
  ) {}

  static async start(over: Partial<ReturnType<typeof simulatedMerchant>> = {}): Promise<PayBench> {
    const bench: { made?: PayBench } = {};
    const app = buildSimulator({
      now: () => bench.made?.now ?? START,
      ...simulatedMerchant(),
      ...over,
      schedule: (milliseconds, task) => void bench.made?.timers.push({ at: bench.made.now + milliseconds, task }),
      deliver: async (delivery) => {
        bench.made?.deliveries.push(delivery);
        return 204;
      },
    });
    bench.made = new PayBench(app, await app.listen({ host: '127.0.0.1', port: 0 }));
    return bench.made;
  }

  client(over: object = {}) {
    return createWeChatPayClient({
      ...merchantSettings(this.url),
      appId: WEB,
      notifyUrl: 'http://127.0.0.1/callbacks/wechat-pay',
      wallNow: () => this.now + this.skew,
      ...over,
    });
  }

  certificateClient(over: object = {}) {
    return this.client({ ...merchantSettings(this.url, 'certificate'), ...over });
  }

  papay(over: Partial<PapayOptions> = {}) {
    const merchant = this.papaySettings();
    return createPapayClient({ ...papaySettings(), merchant, refunds: this.client(), ...over });
  }

  papaySettings() {
    return { ...merchantSettings(this.url), wallNow: () => this.now + this.skew };
  }

  /** The client of virtual payment; `plain`: it expects messages in the clear. */
  virtual({ plain = false, ...over }: { plain?: boolean } & Partial<VirtualPayOptions> = {}) {
    const wallNow = () => this.now + this.skew;
    const { push, ...settings } = virtualPaySettings({ plain });
    const miniProgram = { appId: MINI, secret: 'demo-mini-app-secret' };
    const reader = createWeChatPush({ ...push, wallNow });
    return createVirtualPayClient({ apiUrl: this.url, miniProgram, ...settings, wallNow, push: reader, ...over });
  }

  get virtualDesk(): VirtualDesk {
    return virtualDesk(this.url);
  }

  get contractDesk(): ContractDesk {
    return contractDesk(this.url);
  }

  get desk(): PayDesk {
    return payDesk(this.url);
  }

  /** Lets time pass and what is due happen. */
  async advance(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    for (let rounds = 0; rounds < 100; rounds++) {
      const next = this.timers.find(({ at }) => at <= this.now);
      if (!next) return;
      this.timers = this.timers.filter((timer) => timer !== next);
      next.task();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  order(number: string, over: Partial<PaymentOrder> = {}): PaymentOrder {
    return {
      number,
      amountFen: 990,
      description: '保温杯 🎁',
      channel: 'jsapi',
      payer: { appId: MINI, openid: 'o-mini-lin' },
      expiresAt: new Date(START + 15 * MINUTE),
      ...over,
    };
  }

  async paid(number: string): Promise<void> {
    const [client, order] = [this.client(), this.order(number)];
    expect(await this.desk.pay(client.paramsOf(order, await client.open(order)))).toBe('requestPayment:ok');
    await this.advance(0);
  }
}
