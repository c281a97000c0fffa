import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDatabaseUrl, readConfig } from './config';
import { ConfigurationError } from './errors';

const KEY = 'ab'.repeat(32);
const production = {
  NODE_ENV: 'production',
  RUNGS_PUBLIC_URL: 'https://member.example.com/',
  DATABASE_URL: 'mysql://rungs:p%40ss@db.example.com/rungs',
  RUNGS_TOKEN_KEY: KEY,
  RUNGS_FIELD_KEY: KEY,
  WECHAT_MINI_APP_ID: 'wx1',
  WECHAT_MINI_APP_SECRET: 's1',
  WECHAT_WEB_APP_ID: 'wx2',
  WECHAT_WEB_APP_SECRET: 's2',
};
const noKey = () => {
  throw new Error('Only the demo may make keys.');
};
const read = (env: NodeJS.ProcessEnv) => readConfig(env, noKey);
const readDemo = (env: NodeJS.ProcessEnv) => readConfig({ RUNGS_DEMO: '1', ...env }, () => KEY);

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  throw new Error('Nothing was refused.');
}

describe('readConfig', () => {
  it('reads production as it is set', () => {
    expect(read(production)).toEqual({
      demo: false,
      port: 4000,
      host: '0.0.0.0',
      publicUrl: 'https://member.example.com',
      database: {
        kind: 'mysql',
        host: 'db.example.com',
        port: 3306,
        user: 'rungs',
        password: 'p@ss',
        database: 'rungs',
      },
      programFile: 'server/programs/instalment-mall.yaml',
      logLevel: 'info',
      tokenKey: Buffer.from(KEY, 'hex'),
      fieldKey: Buffer.from(KEY, 'hex'),
      wechat: {
        apiUrl: 'https://api.weixin.qq.com',
        openUrl: 'https://open.weixin.qq.com',
        miniProgram: { appId: 'wx1', secret: 's1' },
        web: { appId: 'wx2', secret: 's2' },
        templates: {},
      },
      suppliers: [],
    });
  });

  it('reads templates of messages by the names of their fields, and has some in the demo', () => {
    const { templates } = read({ ...production, WECHAT_TEMPLATE_EXPIRY: 'Xy-_9 thing4 date11 thing2' }).wechat;
    expect(templates).toEqual({ EXPIRY: { id: 'Xy-_9', what: 'thing4', when: 'date11', note: 'thing2' } });
    expect(Object.keys(readDemo({}).wechat.templates)).toEqual(['LEVEL', 'EXPIRY', 'REWARD', 'WALLET', 'ORDER']);
    for (const text of ['Xy', 'Xy thing1 thing2 thing3', 'Xy thing1 time2']) {
      expect(messageOf(() => read({ ...production, WECHAT_TEMPLATE_LEVEL: text }))).toMatch(
        /^WECHAT_TEMPLATE_LEVEL must be a template id and the names of its fields/,
      );
    }
  });

  it('needs nothing for the demo, which stays on this machine whatever is asked', () => {
    const config = readDemo({ RUNGS_HOST: '0.0.0.0', PORT: '4321' });
    expect(config).toMatchObject({ demo: true, host: '127.0.0.1', publicUrl: 'http://127.0.0.1:4321' });
    expect(config.database).toEqual({ kind: 'sqlite', file: './data/rungs.db' });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readDemo({ PORT: '', RUNGS_PUBLIC_URL: '', RUNGS_LOG_LEVEL: '' })).toMatchObject({
      port: 4000,
      logLevel: 'info',
    });
    expect(messageOf(() => read({ ...production, RUNGS_FIELD_KEY: '' }))).toMatch(/^RUNGS_FIELD_KEY is not set/);
  });

  it.each([
    ['RUNGS_PUBLIC_URL', /set it to the address/],
    ['RUNGS_TOKEN_KEY', /openssl rand -hex 32/],
    ['RUNGS_FIELD_KEY', /openssl rand -hex 32/],
    ['WECHAT_MINI_APP_ID', /set both the id and the secret/],
    ['WECHAT_MINI_APP_SECRET', /set both the id and the secret/],
    ['WECHAT_WEB_APP_ID', /set both the id and the secret/],
    ['WECHAT_WEB_APP_SECRET', /set both the id and the secret/],
  ])('demands %s in production, and says how to set it', (name, fix) => {
    const message = messageOf(() => read({ ...production, [name]: undefined }));
    expect(message).toMatch(new RegExp(`^${name} is not set: .*\\.$`));
    expect(message).toMatch(fix);
  });

  it('asks for both halves of an application when neither is there', () => {
    const env = { ...production, WECHAT_WEB_APP_ID: undefined, WECHAT_WEB_APP_SECRET: undefined };
    expect(messageOf(() => read(env))).toBe(
      'WECHAT_WEB_APP_ID is not set: set the id of your application at mp.weixin.qq.com.',
    );
  });

  it.each([
    ['PORT', 'many', 'must be a port number, 0 to 65535'],
    ['PORT', '65536', 'must be a port number, 0 to 65535'],
    ['PORT', '-1', 'must be a port number, 0 to 65535'],
    ['PORT', '80.5', 'must be a port number, 0 to 65535'],
    ['RUNGS_DEMO', 'yes', 'must be 0 or 1'],
    ['RUNGS_PUBLIC_URL', 'member.example.com', 'must be an http(s) address such as https://member.example.com'],
    ['RUNGS_LOG_LEVEL', 'loud', 'must be debug, info, warn, error or silent'],
    ['RUNGS_TOKEN_KEY', 'secret', 'make one with: openssl rand -hex 32'],
    ['RUNGS_TOKEN_KEY', `${KEY}a`, 'make one with: openssl rand -hex 32'],
    ['RUNGS_FIELD_KEY', 'ab'.repeat(31), 'make one with: openssl rand -hex 32'],
    ['WECHAT_API_URL', 'ftp://x', 'must be an http(s) address'],
    ['WECHAT_OPEN_URL', 'nowhere', 'must be an http(s) address'],
  ])('refuses %s=%s with the fix', (name, value, fix) => {
    const message = messageOf(() => read({ ...production, [name]: value }));
    expect(message.startsWith(`${name} `)).toBe(true);
    expect(message).toContain(fix);
    expect(message.endsWith('.')).toBe(true);
  });

  it('never opens the demo in production', () => {
    expect(messageOf(() => readDemo({ NODE_ENV: 'production' }))).toMatch(
      /^RUNGS_DEMO=1 opens known passwords: unset it/,
    );
  });
});

describe('the store of files', () => {
  const s3 = {
    FILES_S3_ENDPOINT: 'https://s3.example.com/',
    FILES_S3_BUCKET: 'rungs-media',
    FILES_S3_REGION: 'cn-north-1',
    FILES_S3_ACCESS_KEY: 'key',
    FILES_S3_SECRET_KEY: 'secret',
  };

  it('is this machine, or all of one that speaks S3', () => {
    expect(read(production).s3).toBeUndefined();
    expect(read({ ...production, ...s3 }).s3).toEqual({
      ...{ endpoint: 'https://s3.example.com', bucket: 'rungs-media', region: 'cn-north-1' },
      ...{ accessKey: 'key', secretKey: 'secret' },
    });
  });

  it.each([
    [{ FILES_S3_SECRET_KEY: undefined }, /^FILES_S3_SECRET_KEY is not set: set all of FILES_S3_ENDPOINT, /],
    [{ FILES_S3_ENDPOINT: 's3.example.com' }, /^FILES_S3_ENDPOINT must be an http\(s\) address/],
    [{ FILES_S3_BUCKET: 'a/../b' }, /^FILES_S3_BUCKET must be the name of a bucket/],
  ])('is refused when %j', (over, words) => {
    expect(messageOf(() => read({ ...production, ...s3, ...over }))).toMatch(words);
  });
});

describe('WeChat Pay', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const folder = mkdtempSync(join(tmpdir(), 'rungs-pay-'));
  const keyFile = join(folder, 'key.pem');
  writeFileSync(keyFile, privatePem);
  afterAll(() => rmSync(folder, { recursive: true }));
  const merchant = {
    ...production,
    WECHAT_PAY_MCH_ID: '1900000109',
    WECHAT_PAY_SERIAL_NO: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
    WECHAT_PAY_PRIVATE_KEY: `file:${keyFile}`,
    WECHAT_PAY_API_V3_KEY: 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb',
    WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0119000001092025010100000000000001',
    WECHAT_PAY_PUBLIC_KEY: publicPem,
  };

  it('is read whole, keys from files or as text', () => {
    const { wechatPay } = read(merchant);
    expect(wechatPay).toMatchObject({
      apiUrl: 'https://api.mch.weixin.qq.com',
      merchantId: '1900000109',
      serialNumber: merchant.WECHAT_PAY_SERIAL_NO,
      apiV3Key: Buffer.from(merchant.WECHAT_PAY_API_V3_KEY),
      platformKey: { id: merchant.WECHAT_PAY_PUBLIC_KEY_ID, pem: publicPem },
    });
    expect(wechatPay?.privateKey.equals(pair.privateKey)).toBe(true);
    // One line, as files of variables hold it.
    const oneLine = read({ ...merchant, WECHAT_PAY_PRIVATE_KEY: privatePem.replaceAll('\n', '\\n') });
    expect(oneLine.wechatPay?.privateKey.equals(pair.privateKey)).toBe(true);
  });

  it('may be left out, and its public key for platform certificates', () => {
    expect(read(production).wechatPay).toBeUndefined();
    const certificates = { ...merchant, WECHAT_PAY_PUBLIC_KEY_ID: '', WECHAT_PAY_PUBLIC_KEY: '' };
    expect(read(certificates).wechatPay).toMatchObject({ merchantId: '1900000109', platformKey: undefined });
  });

  it.each(Object.keys(merchant).filter((name) => name.startsWith('WECHAT_PAY_')))('is refused without %s', (name) => {
    expect(messageOf(() => read({ ...merchant, [name]: undefined }))).toMatch(
      new RegExp(`^${name} is not set: set .*`),
    );
  });

  it.each([
    ['WECHAT_PAY_API_URL', 'nowhere', 'must be an http(s) address'],
    ['WECHAT_PAY_MCH_ID', 'shop', 'must be 8 to 10 digits'],
    ['WECHAT_PAY_SERIAL_NO', 'none', 'hexadecimal serial number'],
    ['WECHAT_PAY_API_V3_KEY', 'short-secret', 'must be the 32 letters and digits'],
    ['WECHAT_PAY_PUBLIC_KEY_ID', '1', 'must be PUB_KEY_ID_ and digits'],
    ['WECHAT_PAY_PUBLIC_KEY', 'secret', 'holds no RSA key in PEM'],
    ['WECHAT_PAY_PRIVATE_KEY', publicPem, 'holds no RSA key in PEM'],
    ['WECHAT_PAY_PRIVATE_KEY', 'file:/nowhere/key.pem', 'names /nowhere/key.pem, which cannot be read'],
  ])('refuses %s=%j and says the fix, never the value of a secret', (name, value, fix) => {
    const message = messageOf(() => read({ ...merchant, [name]: value }));
    expect(message.startsWith(`${name} `)).toBe(true);
    expect(message).toContain(fix);
    expect(message).not.toMatch(/secret|BEGIN PUBLIC/);
  });
});

describe('contracts and virtual payment', () => {
  const contract = { WECHAT_PAY_API_V2_KEY: '8934e7d15453e97507ef794cf7b0519d', WECHAT_PAY_CONTRACT_PLAN_ID: '12535' };
  const virtual = { VIRTUAL_PAY_OFFER_ID: '145', VIRTUAL_PAY_APP_KEY: 'secret', WECHAT_PUSH_TOKEN: 'Token123' };

  it('may be left out, or all of it is set', () => {
    expect(read(production)).toMatchObject({ contract: undefined, virtualPay: undefined });
    expect(read({ ...production, ...virtual }).virtualPay).toEqual({
      ...{ offerId: '145', appKey: 'secret', sandbox: false, pushToken: 'Token123', encodingAesKey: undefined },
    });
    const sandbox = { ...virtual, VIRTUAL_PAY_SANDBOX: '1', WECHAT_PUSH_AES_KEY: 'a'.repeat(43) };
    expect(read({ ...production, ...sandbox }).virtualPay).toMatchObject({
      ...{ sandbox: true, encodingAesKey: 'a'.repeat(43) },
    });
  });

  it.each([
    [{ ...contract, WECHAT_PAY_API_V2_KEY: undefined }, 'WECHAT_PAY_API_V2_KEY is not set: set it to'],
    [{ ...contract, WECHAT_PAY_CONTRACT_PLAN_ID: undefined }, 'WECHAT_PAY_CONTRACT_PLAN_ID is not set: set it to'],
    [contract, 'WECHAT_PAY_MCH_ID is not set: contracts are of a merchant'],
    [{ ...contract, WECHAT_PAY_API_V2_KEY: 'short-secret' }, 'WECHAT_PAY_API_V2_KEY must be the 32 letters'],
    [{ ...contract, WECHAT_PAY_CONTRACT_PLAN_ID: 'x' }, 'WECHAT_PAY_CONTRACT_PLAN_ID must be digits'],
    [{ WECHAT_PAY_CONTRACT_SIGN_TYPE: 'RSA' }, 'WECHAT_PAY_CONTRACT_SIGN_TYPE must be MD5 or HMAC-SHA256'],
    [{ ...virtual, VIRTUAL_PAY_OFFER_ID: undefined }, 'VIRTUAL_PAY_OFFER_ID is not set: set it to'],
    [{ ...virtual, VIRTUAL_PAY_APP_KEY: undefined }, 'VIRTUAL_PAY_APP_KEY is not set: set it to'],
    [{ ...virtual, WECHAT_PUSH_TOKEN: undefined }, 'WECHAT_PUSH_TOKEN is not set: set it to'],
    [{ ...virtual, WECHAT_PUSH_TOKEN: 'secret!' }, 'WECHAT_PUSH_TOKEN must be 3 to 32'],
    [{ ...virtual, WECHAT_PUSH_AES_KEY: 'secret' }, 'WECHAT_PUSH_AES_KEY must be the 43'],
  ])('are refused as %j, with the fix and no secret', (given, message) => {
    const said = messageOf(() => read({ ...production, ...given }));
    expect(said).toContain(message);
    expect(said).not.toContain('secret');
  });
});

describe('Kuaidi100', () => {
  const account = { KUAIDI100_CUSTOMER: 'C0', KUAIDI100_KEY: 'secret-key', KUAIDI100_SALT: 'secret-salt' };

  it('may be left out, or all of it is set', () => {
    expect(read(production).kuaidi100).toBeUndefined();
    expect(read({ ...production, KUAIDI100_API_URL: 'http://127.0.0.1:4001/' }).kuaidi100).toBeUndefined();
    expect(read({ ...production, ...account }).kuaidi100).toEqual({
      ...{ apiUrl: 'https://poll.kuaidi100.com', customer: 'C0', key: 'secret-key', salt: 'secret-salt' },
    });
  });

  it.each(Object.keys(account))('is refused without %s', (name) => {
    const message = messageOf(() => read({ ...production, ...account, [name]: undefined }));
    expect(message).toMatch(new RegExp(`^${name} is not set: set it to .*`));
    expect(message).not.toContain('secret-');
  });
});

describe('parseDatabaseUrl', () => {
  it('reads the three kinds', () => {
    expect(parseDatabaseUrl('file:/var/lib/rungs.db')).toEqual({ kind: 'sqlite', file: '/var/lib/rungs.db' });
    expect(parseDatabaseUrl('mariadb://u:p%25%2F%3F@h:3307/d')).toEqual({
      kind: 'mariadb',
      host: 'h',
      port: 3307,
      user: 'u',
      password: 'p%/?',
      database: 'd',
    });
    expect(parseDatabaseUrl('mysql://u@h/d')).toMatchObject({ kind: 'mysql', port: 3306, password: '' });
  });

  it.each([
    ['', 'DATABASE_URL must be'],
    ['postgres://u:p@h/d', 'DATABASE_URL must be'],
    ['mysql://h/d', 'DATABASE_URL must be'],
    ['mysql://u:p@h', 'DATABASE_URL must be'],
    ['mysql://u:p@h/', 'DATABASE_URL must be'],
    ['mysql://u:p@h:port/d', 'DATABASE_URL must be'],
    ['file:', 'DATABASE_URL names no file'],
    ['file::memory:', 'DATABASE_URL names no file'],
    ['mysql://u:p@one,two/d', 'DATABASE_URL names several hosts'],
    ['mysql://u:p%zz@h/d', 'DATABASE_URL has a % that begins no escape: write %25'],
    ['mysql://u:p@h/d?ssl=true', 'DATABASE_URL takes no parameters'],
  ])('refuses %j with one sentence', (url, beginning) => {
    const message = messageOf(() => parseDatabaseUrl(url));
    expect(message.startsWith(beginning)).toBe(true);
    expect(message).not.toContain('u:p');
  });
});

describe('SUPPLIERS', () => {
  const account = { code: 'topup', url: 'https://s.example.com/api/', merchant: '10001', key: 'a-long-secret' };
  const reading = (value: unknown) => () =>
    read({ ...production, SUPPLIERS: typeof value === 'string' ? value : JSON.stringify(value) });

  it('is a list, or a file with one', () => {
    const parsed = [{ ...account, url: 'https://s.example.com/api', format: 'form' }];
    expect(reading([account])().suppliers).toEqual(parsed);
    const folder = mkdtempSync(join(tmpdir(), 'rungs-suppliers-'));
    const file = join(folder, 'suppliers.json');
    writeFileSync(file, JSON.stringify([{ ...account, format: 'json' }]));
    expect(reading(`file:${file}`)().suppliers).toEqual([{ ...parsed[0], format: 'json' }]);
    rmSync(folder, { recursive: true });
  });

  it.each<[unknown, string]>([
    ['{', 'SUPPLIERS is no JSON'],
    [{}, 'SUPPLIERS must be a list'],
    ['file:/nowhere/suppliers.json', 'SUPPLIERS names /nowhere/suppliers.json, which cannot be read'],
    [[{ ...account, url: 'somewhere' }], 'SUPPLIERS[0].url must be an http(s) address'],
    [[account, { ...account, code: 'a b' }], 'SUPPLIERS[1].code must be 1 to 64 letters'],
    [[{ ...account, key: 'short' }], 'SUPPLIERS[0].key must be the secret that the supplier gave you'],
    [[{ ...account, format: 'xml' }], 'SUPPLIERS[0].format must be form or json'],
    [[account, account], 'SUPPLIERS names topup twice'],
  ])('refuses %j', (value, words) => {
    const message = messageOf(reading(value));
    expect(message).toContain(words);
    expect(message).not.toContain('short');
  });
});
