import { spawnSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSimulator } from '../app';
import { readPaySettings } from './settings';

const SCRIPT = join(process.cwd(), 'scripts/lib/pay-keys.mjs');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rungs-pay-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What a merchant's server is told. */
function ensureKeys(): Record<string, string> {
  const source = `import { ensurePayKeys } from ${JSON.stringify(SCRIPT)};
console.log(JSON.stringify(ensurePayKeys(${JSON.stringify(folder)}).merchantEnv));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const fileOf = (setting = '') => readFileSync(setting.replace(/^file:/, ''), 'utf8');

it('is made once, and lets both sides understand each other', async () => {
  const env = ensureKeys();
  expect(ensureKeys()).toEqual(env);
  expect(statSync(join(folder, 'merchant-key.pem')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'platform-key.pem')).mode & 0o777).toBe(0o600);

  const app = buildSimulator(readPaySettings(folder));
  const timestamp = Math.floor(Date.now() / 1000);
  const url = '/v3/certificates';
  const signature = createSign('RSA-SHA256')
    .update(`GET\n${url}\n${timestamp}\nabc\n\n`)
    .sign(createPrivateKey(fileOf(env.WECHAT_PAY_PRIVATE_KEY)), 'base64');
  const fields = {
    mchid: env.WECHAT_PAY_MCH_ID,
    nonce_str: 'abc',
    signature,
    timestamp,
    serial_no: env.WECHAT_PAY_SERIAL_NO,
  };
  const list = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
  const authorization = `WECHATPAY2-SHA256-RSA2048 ${list.join(',')}`;
  const response = await app.inject({ url, headers: { accept: '*/*', 'user-agent': 'test', authorization } });
  expect(response.statusCode).toBe(200);
  expect(response.headers['wechatpay-serial']).toBe(env.WECHAT_PAY_PUBLIC_KEY_ID);
  const message = `${response.headers['wechatpay-timestamp']}\n${response.headers['wechatpay-nonce']}\n${response.body}\n`;
  const isGood = createVerify('RSA-SHA256')
    .update(message)
    .verify(
      createPublicKey(fileOf(env.WECHAT_PAY_PUBLIC_KEY)),
      String(response.headers['wechatpay-signature']),
      'base64',
    );
  expect(isGood).toBe(true);
  await app.close();
});

it('leaves the merchant’s private key alone', () => {
  ensureKeys();
  rmSync(join(folder, 'merchant-key.pem'));
  expect(readPaySettings(folder).merchants).toHaveLength(1);
});

it.each([
  ['platform-key.pem', undefined],
  ['settings.json', '{}'],
  ['merchant-public.pem', 'nonsense'],
])('says which folder is no good without %s', (name, content) => {
  ensureKeys();
  if (content === undefined) rmSync(join(folder, name));
  else writeFileSync(join(folder, name), content);
  expect(() => readPaySettings(folder)).toThrow(`SIMULATOR_PAY_DIR (${folder})`);
});
