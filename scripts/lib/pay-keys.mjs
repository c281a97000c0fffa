// @ts-check
/** The demo's WeChat Pay keys: made once, kept beside its data, each side's private key read by that side alone. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomic } from './files.mjs';

/** The apps of the simulator, for whose users the merchant takes money. */
const APPIDS = ['wx00000000000000a1', 'wx00000000000000b2'];

/**
 * @param {string} folder
 * @param {string} privateName
 * @param {string} [publicName] unless the other side gets the public key in another way
 */
function writePair(folder, privateName, publicName) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, privateName), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  if (publicName) writeFileSync(join(folder, publicName), publicKey.export({ type: 'spki', format: 'pem' }));
}

/** @param {string} folder */
function writeKeys(folder) {
  mkdirSync(folder, { recursive: true });
  writePair(folder, 'merchant-key.pem', 'merchant-public.pem');
  writePair(folder, 'platform-key.pem', 'platform-public.pem');
  // A merchant gets its certificate by GET /v3/certificates.
  writePair(folder, 'certificate-key.pem');
  const settings = {
    mchid: '1900000109',
    name: '阶梯会员商城',
    serialNo: randomBytes(20).toString('hex').toUpperCase(),
    apiV3Key: randomBytes(16).toString('hex'),
    appids: APPIDS,
    publicKeyId: `PUB_KEY_ID_${randomBytes(12).readBigUInt64BE().toString().padStart(20, '0')}`,
    plainLoopback: true,
  };
  // Last and whole: where it is, everything is.
  writeAtomic(join(folder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
  chmodSync(join(folder, 'settings.json'), 0o600);
}

/**
 * The accounts that came later: contracts, virtual payment.
 * @param {string} folder
 */
function ensurePlanKeys(folder) {
  const file = join(folder, 'plans.json');
  if (!existsSync(file)) {
    const accounts = {
      papay: { apiKey: randomBytes(16).toString('hex'), signType: 'MD5', planId: '12535' },
      virtualPay: {
        appid: APPIDS[0],
        offerId: '1450000001',
        appKeys: { production: randomBytes(16).toString('hex'), sandbox: randomBytes(16).toString('hex') },
        pushToken: randomBytes(16).toString('hex'),
        encodingAesKey: randomBytes(32).toString('hex').slice(0, 42).padEnd(43, 'A'),
      },
    };
    writeAtomic(file, `${JSON.stringify(accounts, null, 2)}\n`);
    chmodSync(file, 0o600);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * @param {string} folder
 * @returns {{ folder: string, merchantEnv: Record<string, string> }} the folder for the simulator, and what a merchant's
 *   server knows
 */
export function ensurePayKeys(folder) {
  const settingsFile = join(folder, 'settings.json');
  if (!existsSync(settingsFile)) writeKeys(folder);
  const settings = JSON.parse(readFileSync(settingsFile, 'utf8'));
  const { papay, virtualPay } = ensurePlanKeys(folder);
  return {
    folder,
    merchantEnv: {
      WECHAT_PAY_MCH_ID: settings.mchid,
      WECHAT_PAY_SERIAL_NO: settings.serialNo,
      WECHAT_PAY_PRIVATE_KEY: `file:${join(folder, 'merchant-key.pem')}`,
      WECHAT_PAY_API_V3_KEY: settings.apiV3Key,
      WECHAT_PAY_PUBLIC_KEY_ID: settings.publicKeyId,
      WECHAT_PAY_PUBLIC_KEY: `file:${join(folder, 'platform-public.pem')}`,
      WECHAT_PAY_API_V2_KEY: papay.apiKey,
      WECHAT_PAY_CONTRACT_PLAN_ID: papay.planId,
      WECHAT_PAY_CONTRACT_SIGN_TYPE: papay.signType,
      VIRTUAL_PAY_OFFER_ID: virtualPay.offerId,
      VIRTUAL_PAY_APP_KEY: virtualPay.appKeys.production,
      WECHAT_PUSH_TOKEN: virtualPay.pushToken,
      WECHAT_PUSH_AES_KEY: virtualPay.encodingAesKey,
    },
  };
}
