import { z } from 'zod';
import { type ContractAccount, contractAccount } from './contract-settings';
import { ConfigurationError } from './errors';
import { type Kuaidi100Account, kuaidi100Account } from './kuaidi100-settings';
import { type S3Settings, s3Settings } from './s3-settings';
import { type SupplierAccount, supplierAccounts } from './supplier-settings';
import { type VirtualPayAccount, virtualPayAccount } from './virtual-pay-settings';
import { type WeChatPayAccount, wechatPayAccount } from './wechat-pay-settings';

/** Where the database is, parsed from `DATABASE_URL`. */
export type DatabaseSettings =
  | { kind: 'sqlite'; file: string }
  | { kind: 'mysql' | 'mariadb'; host: string; port: number; user: string; password: string; database: string };

/** A WeChat application: the mini-program, or the official account that signs members in on the web. */
export interface WeChatApp {
  appId: string;
  secret: string;
}

/** What members may be reminded of outside of the app, each by a template of its own. */
export const messageTopics = ['LEVEL', 'EXPIRY', 'REWARD', 'WALLET', 'ORDER'] as const;
/** One of them. */
export type MessageTopic = (typeof messageTopics)[number];

/** A template of subscribe messages (订阅消息), and how WeChat calls its fields. */
export interface MessageTemplateSetting {
  id: string;
  what: string;
  when: string;
  note: string;
}

/** The templates there are; a topic without one is told in the app alone. */
export type MessageTemplates = Partial<Record<MessageTopic, MessageTemplateSetting>>;

/** Everything that the environment decides, read once at the start. */
export interface Config {
  /** Demo: bound to this machine, demo data and credentials, open introspection. Never in production. */
  demo: boolean;
  port: number;
  host: string;
  /** The address by which members reach this server, with no slash at the end. */
  publicUrl: string;
  database: DatabaseSettings;
  /** The program file that seeds version 1 of an empty database. */
  programFile: string;
  logLevel: string;
  /** Signs access tokens; 32 bytes or more. */
  tokenKey: Buffer;
  /** Master key of the encryption of personal fields; 32 bytes. */
  fieldKey: Buffer;
  wechat: {
    apiUrl: string;
    openUrl: string;
    miniProgram: WeChatApp;
    web: WeChatApp;
    templates: MessageTemplates;
  };
  /** Who takes money; undefined: nobody does, orders are for points alone. */
  wechatPay?: WeChatPayAccount;
  /** The merchant's template of contracts; undefined: nothing renews by itself. */
  contract?: ContractAccount;
  /** Who takes money for digital goods in the mini-program; undefined: WeChat Pay does. */
  virtualPay?: VirtualPayAccount;
  /** Demo: where the simulator's clock is told when the demo's was moved. */
  demoClockUrl?: string;
  /** Who tells where parcels are; undefined: nobody does. */
  kuaidi100?: Kuaidi100Account;
  /** Who supplies benefits and top-ups. */
  suppliers: SupplierAccount[];
  /** Where pictures are kept; undefined: in the data folder of this machine. */
  s3?: S3Settings;
}

const demoApps = {
  miniProgram: { appId: 'wx00000000000000a1', secret: 'demo-mini-app-secret' },
  web: { appId: 'wx00000000000000b2', secret: 'demo-web-app-secret' },
};

const demoTemplates = {
  LEVEL: 'demo-template-level thing1 time2 thing3',
  EXPIRY: 'demo-template-expiry thing1 time2 thing3',
  REWARD: 'demo-template-reward thing1 time2 thing3',
  WALLET: 'demo-template-wallet thing1 time2 thing3',
  ORDER: 'demo-template-order thing1 time2 thing3',
};

const TEMPLATE = /^(\S{1,64}) (thing\d+) ((?:time|date)\d+) (thing\d+)$/;
const template = z
  .string()
  .regex(TEMPLATE, 'must be a template id and the names of its fields for what, when and note: ID thing1 time2 thing3');

const key = z
  .string()
  .regex(
    /^([0-9a-f]{2}){32,}$/i,
    'must be at least 64 hexadecimal digits, an even number; make one with: openssl rand -hex 32',
  );
const flag = z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0');
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) address such as https://member.example.com' });

const environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: z.coerce
    .number({ error: 'must be a port number, 0 to 65535' })
    .int('must be a port number, 0 to 65535')
    .min(0, 'must be a port number, 0 to 65535')
    .max(65535, 'must be a port number, 0 to 65535')
    .default(4000),
  RUNGS_HOST: z.string().optional(),
  RUNGS_DEMO: flag,
  RUNGS_PUBLIC_URL: httpUrl.optional(),
  DATABASE_URL: z.string().default('file:./data/rungs.db'),
  RUNGS_PROGRAM: z.string().default('server/programs/instalment-mall.yaml'),
  RUNGS_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'must be debug, info, warn, error or silent' })
    .default('info'),
  RUNGS_TOKEN_KEY: key.optional(),
  RUNGS_FIELD_KEY: key.optional(),
  WECHAT_API_URL: httpUrl.default('https://api.weixin.qq.com'),
  WECHAT_OPEN_URL: httpUrl.default('https://open.weixin.qq.com'),
  WECHAT_MINI_APP_ID: z.string().optional(),
  WECHAT_MINI_APP_SECRET: z.string().optional(),
  WECHAT_WEB_APP_ID: z.string().optional(),
  WECHAT_WEB_APP_SECRET: z.string().optional(),
  WECHAT_PAY_API_URL: httpUrl.default('https://api.mch.weixin.qq.com'),
  WECHAT_PAY_MCH_ID: z.string().optional(),
  WECHAT_PAY_SERIAL_NO: z.string().optional(),
  WECHAT_PAY_PRIVATE_KEY: z.string().optional(),
  WECHAT_PAY_API_V3_KEY: z.string().optional(),
  WECHAT_PAY_PUBLIC_KEY_ID: z.string().optional(),
  WECHAT_PAY_PUBLIC_KEY: z.string().optional(),
  WECHAT_PAY_API_V2_KEY: z.string().optional(),
  WECHAT_PAY_CONTRACT_PLAN_ID: z.string().optional(),
  WECHAT_PAY_CONTRACT_SIGN_TYPE: z.enum(['MD5', 'HMAC-SHA256'], { error: 'must be MD5 or HMAC-SHA256' }).default('MD5'),
  VIRTUAL_PAY_OFFER_ID: z.string().optional(),
  VIRTUAL_PAY_APP_KEY: z.string().optional(),
  VIRTUAL_PAY_SANDBOX: flag,
  WECHAT_PUSH_TOKEN: z.string().optional(),
  WECHAT_PUSH_AES_KEY: z.string().optional(),
  RUNGS_DEMO_CLOCK_URL: httpUrl.optional(),
  KUAIDI100_API_URL: httpUrl.default('https://poll.kuaidi100.com'),
  KUAIDI100_CUSTOMER: z.string().optional(),
  KUAIDI100_KEY: z.string().optional(),
  KUAIDI100_SALT: z.string().optional(),
  SUPPLIERS: z.string().optional(),
  FILES_S3_ENDPOINT: httpUrl.optional(),
  FILES_S3_BUCKET: z.string().optional(),
  FILES_S3_REGION: z.string().optional(),
  FILES_S3_ACCESS_KEY: z.string().optional(),
  FILES_S3_SECRET_KEY: z.string().optional(),
  WECHAT_TEMPLATE_LEVEL: template.optional(),
  WECHAT_TEMPLATE_EXPIRY: template.optional(),
  WECHAT_TEMPLATE_REWARD: template.optional(),
  WECHAT_TEMPLATE_WALLET: template.optional(),
  WECHAT_TEMPLATE_ORDER: template.optional(),
});

type Environment = z.infer<typeof environment>;

/**
 * Parses the environment. Throws ConfigurationError with one sentence that names the variable and the fix.
 * `demoKey` makes the keys that a demo may do without (they are kept beside its data); production must set its own.
 */
export function readConfig(env: NodeJS.ProcessEnv, demoKey: (name: string) => string): Config {
  // `VARIABLE=` with nothing after it means unset, as in files that list all variables.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigurationError(`${String(issue?.path[0])} ${issue?.message}.`);
  }
  const values = parsed.data;
  const demo = values.RUNGS_DEMO === '1';
  if (demo && values.NODE_ENV === 'production') {
    throw new ConfigurationError('RUNGS_DEMO=1 opens known passwords: unset it, or unset NODE_ENV=production.');
  }
  const keyOf = (name: 'RUNGS_TOKEN_KEY' | 'RUNGS_FIELD_KEY') =>
    Buffer.from(values[name] ?? (demo ? demoKey(name) : missing(name, 'make one with: openssl rand -hex 32')), 'hex');
  const wechatPay = wechatPayAccount(values);
  return {
    demo,
    port: values.PORT,
    host: demo ? '127.0.0.1' : (values.RUNGS_HOST ?? '0.0.0.0'),
    publicUrl: publicUrl(values, demo),
    database: parseDatabaseUrl(values.DATABASE_URL),
    programFile: values.RUNGS_PROGRAM,
    logLevel: values.RUNGS_LOG_LEVEL,
    tokenKey: keyOf('RUNGS_TOKEN_KEY'),
    fieldKey: keyOf('RUNGS_FIELD_KEY'),
    wechat: {
      apiUrl: values.WECHAT_API_URL.replace(/\/$/, ''),
      openUrl: values.WECHAT_OPEN_URL.replace(/\/$/, ''),
      miniProgram: wechatApp(values, 'MINI', demo),
      web: wechatApp(values, 'WEB', demo),
      templates: templatesOf(values, demo),
    },
    wechatPay,
    contract: contractAccount(values, wechatPay !== undefined),
    virtualPay: virtualPayAccount(values),
    demoClockUrl: demo ? values.RUNGS_DEMO_CLOCK_URL : undefined,
    kuaidi100: kuaidi100Account(values),
    suppliers: supplierAccounts(values.SUPPLIERS),
    s3: s3Settings(values),
  };
}

function missing(name: string, fix: string): never {
  throw new ConfigurationError(`${name} is not set: ${fix}.`);
}

function publicUrl(values: Environment, demo: boolean): string {
  if (values.RUNGS_PUBLIC_URL) return values.RUNGS_PUBLIC_URL.replace(/\/$/, '');
  if (demo) return `http://127.0.0.1:${values.PORT}`;
  return missing('RUNGS_PUBLIC_URL', 'set it to the address by which members reach this server');
}

function wechatApp(values: Environment, which: 'MINI' | 'WEB', demo: boolean): WeChatApp {
  const appId = values[`WECHAT_${which}_APP_ID`];
  const secret = values[`WECHAT_${which}_APP_SECRET`];
  if (appId && secret) return { appId, secret };
  if (appId || secret) {
    return missing(
      `WECHAT_${which}_APP_${appId ? 'SECRET' : 'ID'}`,
      'set both the id and the secret of the application',
    );
  }
  if (demo) return which === 'MINI' ? demoApps.miniProgram : demoApps.web;
  return missing(`WECHAT_${which}_APP_ID`, 'set the id of your application at mp.weixin.qq.com');
}

function templatesOf(values: Environment, demo: boolean): MessageTemplates {
  const templates: MessageTemplates = {};
  for (const topic of messageTopics) {
    const text = values[`WECHAT_TEMPLATE_${topic}`] ?? (demo ? demoTemplates[topic] : undefined);
    const [, id, what, when, note] = TEMPLATE.exec(text ?? '') ?? [];
    if (id && what && when && note) templates[topic] = { id, what, when, note };
  }
  return templates;
}

/** `file:./path.db`, `mysql://user:password@host:port/database` or `mariadb://…`. */
export function parseDatabaseUrl(text: string): DatabaseSettings {
  if (text.startsWith('file:')) {
    const file = text.slice('file:'.length);
    if (!file || file === ':memory:') {
      throw new ConfigurationError(
        'DATABASE_URL names no file: write file:./data/rungs.db (in memory is not supported).',
      );
    }
    return { kind: 'sqlite', file };
  }
  const match = /^(mysql|mariadb):\/\//.exec(text);
  const url = match && URL.canParse(text) ? new URL(text) : undefined;
  const database = url?.pathname.slice(1);
  if (!match || !url || !database || !url.username) {
    throw new ConfigurationError(
      'DATABASE_URL must be file:./data/rungs.db, mysql://user:password@host:3306/database or mariadb://….',
    );
  }
  if (url.host.includes(',')) {
    throw new ConfigurationError('DATABASE_URL names several hosts: name one node, or a proxy before the cluster.');
  }
  if (url.search || url.hash) {
    throw new ConfigurationError(
      'DATABASE_URL takes no parameters: leave out what follows the database, and write ? and # in a password as %3F and %23.',
    );
  }
  return {
    kind: match[1] as 'mysql' | 'mariadb',
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decoded(url.username),
    password: decoded(url.password),
    database: decoded(database),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ConfigurationError('DATABASE_URL has a % that begins no escape: write %25 for a percent sign.');
  }
}
