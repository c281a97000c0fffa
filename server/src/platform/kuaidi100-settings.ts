import { ConfigurationError } from './errors';

/** An account at Kuaidi100, as its operator sets it. */
export interface Kuaidi100Account {
  apiUrl: string;
  customer: string;
  key: string;
  salt: string;
}

/** What each setting is, for whom it is missing. */
const REQUIRED = {
  KUAIDI100_CUSTOMER: 'set it to the customer number of your account, from api.kuaidi100.com',
  KUAIDI100_KEY: 'set it to the authorisation key of your account, from api.kuaidi100.com',
  KUAIDI100_SALT: 'set it to a secret of your own, by which callbacks are signed: openssl rand -hex 16',
} as const;

/** The variables of the environment that it reads. */
export type Kuaidi100Variables = { KUAIDI100_API_URL: string } & { [name in keyof typeof REQUIRED]?: string };

/** The account, when one is set: all of it or nothing. Throws ConfigurationError with the variable and the fix. */
export function kuaidi100Account(values: Kuaidi100Variables): Kuaidi100Account | undefined {
  const names = Object.keys(REQUIRED) as (keyof typeof REQUIRED)[];
  if (names.every((name) => values[name] === undefined)) return undefined;
  const given = (name: keyof typeof REQUIRED): string => {
    const value = values[name];
    if (value === undefined) throw new ConfigurationError(`${name} is not set: ${REQUIRED[name]}.`);
    return value;
  };
  return {
    apiUrl: values.KUAIDI100_API_URL.replace(/\/$/, ''),
    customer: given('KUAIDI100_CUSTOMER'),
    key: given('KUAIDI100_KEY'),
    salt: given('KUAIDI100_SALT'),
  };
}
