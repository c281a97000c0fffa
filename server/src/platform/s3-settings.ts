import { ConfigurationError } from './errors';

/** Where files are kept in a store that speaks S3. */
export interface S3Settings {
  /** With no slash at the end. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKey: string;
  secretKey: string;
}

const VARIABLES = {
  FILES_S3_ENDPOINT: 'endpoint',
  FILES_S3_BUCKET: 'bucket',
  FILES_S3_REGION: 'region',
  FILES_S3_ACCESS_KEY: 'accessKey',
  FILES_S3_SECRET_KEY: 'secretKey',
} as const satisfies Record<string, keyof S3Settings>;

/** The variables of the environment that it reads. */
export type S3Variables = { [name in keyof typeof VARIABLES]?: string };

/** The store, when one is set: all of it or nothing. Throws ConfigurationError with the variable and the fix. */
export function s3Settings(values: S3Variables): S3Settings | undefined {
  const names = Object.keys(VARIABLES) as (keyof typeof VARIABLES)[];
  const missing = names.filter((name) => values[name] === undefined);
  if (missing.length === names.length) return undefined;
  if (missing.length > 0) {
    throw new ConfigurationError(
      `${missing[0]} is not set: set all of ${names.join(', ')}, or none and files stay on this machine.`,
    );
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(values.FILES_S3_BUCKET ?? '')) {
    throw new ConfigurationError(
      'FILES_S3_BUCKET must be the name of a bucket: 3 to 63 lower-case letters and digits.',
    );
  }
  const given = names.map((name) => [VARIABLES[name], values[name]]);
  const settings = Object.fromEntries(given) as unknown as S3Settings;
  return { ...settings, endpoint: settings.endpoint.replace(/\/$/, '') };
}
