import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types and string documents from the printed contract; the result is committed. */
const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: ['src/graphql/*.graphql'],
  generates: {
    'src/graphql/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
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
    },
  },
};

export default config;
