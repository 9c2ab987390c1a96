import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The bounds of one document. */
export type DocumentLimits = {
  readonly queryDepth: number;
  readonly queryComplexity: number;
  readonly rootFields: number;
};

/** Cost is fields; what is inside a list counts twice, a page of transactions by its length. */
type Measure = { readonly depth: number; readonly cost: number; readonly fields: number };
type Named = GraphQLNamedType | undefined | null;

const nothing: Measure = { depth: 0, cost: 0, fields: 0 };
const listFactor = 2;
/** Transactions of a page that count as one, and the factor when a variable gives the length. */
const pagePart = 10;
const pageFactorMax = 20;

/**
 * The first bound that a document breaks, or `null`. Introspection is free: it has no depth and no
 * cost (graphql bounds its recursion itself). Runs before validation, whose rules cost the square
 * of a large document.
 */
export function findExcess(
  schema: GraphQLSchema,
  document: DocumentNode,
  limits: DocumentLimits,
): GraphQLError | null {
  const meter = makeMeter(schema, document);
  for (const operation of operationsOf(document)) {
    const { depth, cost, fields } = meter.measure(operation);
    const refuse = (what: string, is: number, most: number) =>
      new GraphQLError(`The document has ${is} ${what}, ${most} are allowed.`, {
        nodes: operation,
      });
    if (fields > limits.rootFields) return refuse('root fields', fields, limits.rootFields);
    if (depth > limits.queryDepth) return refuse('levels', depth, limits.queryDepth);
    if (cost > limits.queryComplexity) {
      return refuse('fields (lists counted)', cost, limits.queryComplexity);
    }
  }
  return null;
}

/** The root fields of an operation, those in fragments included; `__typename` is none. */
export function countRootFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): number {
  return makeMeter(schema, document).measure(operation).fields;
}

/** True when an operation asks for nothing but the schema. */
export function isIntrospection({ operation, selectionSet }: OperationDefinitionNode): boolean {
  if (operation !== 'query') return false;
  return selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
  );
}

function operationsOf(document: DocumentNode): readonly OperationDefinitionNode[] {
  return document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
}

/** Each fragment is measured once, so that nested spreads cost no more than their text. */
function makeMeter(schema: GraphQLSchema, document: DocumentNode) {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  }
  const measured = new Map<string, Measure>();

  const measureFragment = (name: string): Measure => {
    const known = measured.get(name);
    const fragment = fragments.get(name);
    if (known || !fragment) return known ?? nothing;
    // A cycle counts as nothing here: validation refuses it.
    measured.set(name, nothing);
    const type = schema.getType(fragment.typeCondition.name.value);
    const measure = measureSet(fragment.selectionSet, type);
    measured.set(name, measure);
    return measure;
  };
  const measureSet = (set: SelectionSetNode, parent: Named): Measure => {
    const parts = set.selections.map((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value);
      if (selection.kind === Kind.FIELD) return measureField(selection, parent);
      const condition = selection.typeCondition?.name.value;
      return measureSet(selection.selectionSet, condition ? schema.getType(condition) : parent);
    });
    return parts.reduce(add, nothing);
  };
  const measureField = (field: FieldNode, parent: Named): Measure => {
    const name = field.name.value;
    if (name === '__typename') return nothing;
    if (name.startsWith('__')) return { depth: 0, cost: 0, fields: 1 };
    const hasFields = isObjectType(parent) || isInterfaceType(parent);
    const type = hasFields ? parent.getFields()[name]?.type : undefined;
    const named = type && getNamedType(type);
    const inner =
      field.selectionSet && (!named || isCompositeType(named))
        ? measureSet(field.selectionSet, named)
        : nothing;
    const isList = type !== undefined && isListType(getNullableType(type));
    const factor = toPageFactor(field) * (isList ? listFactor : 1);
    return { depth: 1 + inner.depth, cost: 1 + factor * inner.cost, fields: 1 };
  };
  return {
    measure: ({ operation, selectionSet }: OperationDefinitionNode): Measure =>
      measureSet(selectionSet, schema.getRootType(operation)),
  };
}

function add(left: Measure, right: Measure): Measure {
  return {
    depth: Math.max(left.depth, right.depth),
    cost: left.cost + right.cost,
    fields: left.fields + right.fields,
  };
}

/** A document is measured once and kept, so a length in a variable counts as the longest page. */
function toPageFactor(field: FieldNode): number {
  const first = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (!first) return 1;
  const length = first.kind === Kind.INT ? Number(first.value) : Number.POSITIVE_INFINITY;
  return Math.min(pageFactorMax, Math.max(1, Math.ceil(length / pagePart)));
}
