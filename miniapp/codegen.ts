import type { CodegenConfig } from '@graphql-codegen/cli';

/** A package has documents of its own, so that they are loaded with it and not with the main package. */
const PACKAGES = [
  ...['points', 'levels', 'messages', 'link', 'check-in', 'referral', 'coupons', 'benefits', 'wallet'],
  ...['product', 'payment', 'orders', 'order', 'addresses', 'membership', 'subscription', 'family'],
];

const place = (documents: string) => ({
  documents,
  preset: 'client' as const,
  presetConfig: { fragmentMasking: false },
  config: {
    documentMode: 'string' as const,
    useTypeImports: true,
    enumsAsTypes: true,
    strictScalars: true,
    scalars: {
      DateTime: 'string',
      Duration: 'string',
      JSONObject: 'Record<string, unknown>',
      LocalDate: 'string',
      SafeInt: 'number',
      URL: 'string',
    },
  },
});

/** Types and string documents from the printed contract; the result is committed. */
const config: CodegenConfig = {
  schema: '../schema.graphql',
  generates: {
    'src/graphql/generated/': place('src/graphql/*.graphql'),
    ...Object.fromEntries(
      PACKAGES.map((name) => [`src/packages/${name}/generated/`, place(`src/packages/${name}/*.graphql`)]),
    ),
  },
};

export default config;
