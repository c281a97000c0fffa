import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SimulatorDeps } from '../types';

const settingsSchema = z.strictObject({
  mchid: z.string().regex(/^\d{8,10}$/),
  name: z.string().min(1),
  serialNo: z.string().regex(/^[0-9A-F]{40}$/),
  apiV3Key: z.string().regex(/^[0-9A-Za-z]{32}$/),
  appids: z.array(z.string()).min(1),
  publicKeyId: z.string().regex(/^PUB_KEY_ID_\d+$/),
  plainLoopback: z.boolean(),
});

const plansSchema = z.strictObject({
  papay: z.strictObject({
    apiKey: z.string().regex(/^[0-9A-Za-z]{32}$/),
    signType: z.enum(['MD5', 'HMAC-SHA256']),
    planId: z.string().regex(/^\d+$/),
  }),
  virtualPay: z.strictObject({
    appid: z.string(),
    offerId: z.string().min(1),
    appKeys: z.strictObject({ production: z.string().min(1), sandbox: z.string().min(1) }),
    pushToken: z.string().regex(/^[0-9A-Za-z]{3,32}$/),
    encodingAesKey: z
      .string()
      .regex(/^[0-9A-Za-z]{43}$/)
      .optional(),
  }),
});

/**
 * One merchant and the platform's keys, from a folder as scripts/lib/pay-keys.mjs writes it. Of the merchant's keys it
 * reads the public one alone. `pushUrl`: where messages of the mini-program are pushed.
 * @throws Error with a sentence for the operator
 */
export function readPaySettings(
  folder: string,
  pushUrl?: string,
): Pick<SimulatorDeps, 'merchants' | 'platform' | 'virtualPay'> {
  try {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const { publicKeyId, ...merchant } = settingsSchema.parse(JSON.parse(read('settings.json')));
    const keys = {
      publicKeyId,
      publicKeyMode: createPrivateKey(read('platform-key.pem')),
      certificate: createPrivateKey(read('certificate-key.pem')),
    };
    const publicKey = createPublicKey(read('merchant-public.pem'));
    const { papay, virtualPay } = plansIn(folder);
    return {
      merchants: [{ ...merchant, publicKey, papay }],
      platform: () => keys,
      virtualPay: virtualPay && pushUrl !== undefined ? { ...virtualPay, pushUrl } : undefined,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`SIMULATOR_PAY_DIR (${folder}) holds no usable WeChat Pay settings: ${reason}`);
  }
}

/** Folders of before contracts and virtual payment have none of it. */
function plansIn(folder: string): Partial<z.infer<typeof plansSchema>> {
  const file = join(folder, 'plans.json');
  return existsSync(file) ? plansSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}
