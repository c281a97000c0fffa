import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
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

/**
 * One merchant and the platform's keys, from a folder as scripts/lib/pay-keys.mjs writes it. Of the merchant's keys it
 * reads the public one alone.
 * @throws Error with a sentence for the operator
 */
export function readPaySettings(folder: string): Pick<SimulatorDeps, 'merchants' | 'platform'> {
  try {
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const { publicKeyId, ...merchant } = settingsSchema.parse(JSON.parse(read('settings.json')));
    const keys = {
      publicKeyId,
      publicKeyMode: createPrivateKey(read('platform-key.pem')),
      certificate: createPrivateKey(read('certificate-key.pem')),
    };
    const publicKey = createPublicKey(read('merchant-public.pem'));
    return { merchants: [{ ...merchant, publicKey }], platform: () => keys };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`SIMULATOR_PAY_DIR (${folder}) holds no usable WeChat Pay settings: ${reason}`);
  }
}
