import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of the northbound schema: the resolvers are typed from `schema.graphql`, never by hand. */
const config: CodegenConfig = {
  schema: 'src/gateway/graphql/schema.graphql',
  generates: {
    'src/gateway/graphql/generated.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        defaultMapper: 'Partial<{T}>',
        contextType: './context.ts#GatewayContext',
        scalars: {
          DateTime: { input: 'number', output: 'number' },
          Time: { input: 'string', output: 'string' },
          Decimal: { input: 'number', output: 'number' },
          FloatSafeDecimal: { input: 'number', output: 'number' },
          GenericScalar: { input: 'unknown', output: 'unknown' },
        },
      },
    },
  },
};
export default config;
