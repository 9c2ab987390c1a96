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
        // A field of a root type without a resolver is a compile error.
        avoidOptionals: { query: true, mutation: true, subscription: true },
        contextType: './context.ts#GatewayContext',
        mappers: {
          DeviceTransaction: '../../domain/transaction.ts#Transaction',
          SmartFlexOnboardingWizard: '../../domain/onboarding/onboardings.ts#WizardView',
        },
        scalars: {
          ID: { input: 'string', output: 'string' },
          DateTime: { input: 'number', output: 'number' },
          Time: { input: 'string', output: 'string' },
          Decimal: { input: 'number', output: 'number' },
          FloatSafeDecimal: { input: 'number', output: 'number' },
          NormalizedDecimal: { input: 'number', output: 'number' },
          GenericScalar: { input: 'unknown', output: 'unknown' },
        },
      },
    },
  },
};
export default config;
