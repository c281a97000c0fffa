import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { Extensions } from 'type-graphql';
import { fragmentsOf } from './fragments';
import { type Audience, type PartnerScope, type Principal, permissionsOf, type StaffRole } from './principal';

/** One audience that may see a field, and what it must have been granted. */
export interface AccessRule {
  audience: Audience;
  permission?: string;
}

/** The field is for everyone, signed in or not. */
export const anyone: AccessRule[] = (['anonymous', 'member', 'partner', 'staff'] as const).map((audience) => ({
  audience,
}));
/** The field is for members; whose data they see is decided where objects are loaded. */
export const member: AccessRule = { audience: 'member' };
/** The field is for partners that hold the scope. */
export const partner = (scope: PartnerScope): AccessRule => ({ audience: 'partner', permission: scope });
/** The field is for staff with the role. */
export const staff = (role: StaffRole): AccessRule => ({ audience: 'staff', permission: role });

/**
 * Declares who may select a field. Every field needs one: without it nobody may (`npm run check` and a test refuse
 * such a field). The check runs once per document and kind of caller, not per field at run time.
 */
export function Access(...rules: (AccessRule | AccessRule[])[]): PropertyDecorator & MethodDecorator {
  return Extensions({ access: rules.flat() });
}

/**
 * Below this field the document is checked as if a caller of that audience had sent it: signing in answers the member
 * who has just become one. The field's resolver vouches that the object is the caller's own.
 */
export function ActsAs(audience: Audience): PropertyDecorator & MethodDecorator {
  return Extensions({ actsAs: audience });
}

/** The schema itself (introspection) is read by those who develop against it. */
const introspectionAccess: AccessRule[] = [{ audience: 'partner' }, { audience: 'staff' }];

/** What the rules look at in a caller. */
interface Caller {
  audience: Audience;
  permissions: readonly string[];
}

/** The fragments of the document that is checked, and which of them have been, for whom. */
interface Walk {
  fragments: Map<string, FragmentDefinitionNode>;
  checked: Set<string>;
}

/** Whether a caller satisfies one of the rules. No rules: nobody. */
function isAllowed(rules: readonly AccessRule[] | undefined, { audience, permissions }: Caller): boolean {
  return (rules ?? []).some(
    (rule) => rule.audience === audience && (rule.permission === undefined || permissions.includes(rule.permission)),
  );
}

/** Checks operations against the declared access; remembers the outcome beside the parsed document. */
export class AccessChecker {
  private readonly outcomes = new WeakMap<OperationDefinitionNode, Map<string, GraphQLError | undefined>>();

  /** With `openIntrospection` (the demo) everyone may read the schema. */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly openIntrospection: boolean,
  ) {}

  /** The error that names the first field this caller may not select in the operation, if there is one. */
  refusalOf(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    principal: Principal,
  ): GraphQLError | undefined {
    const byCaller = this.outcomes.get(operation) ?? new Map<string, GraphQLError | undefined>();
    this.outcomes.set(operation, byCaller);
    const caller = { audience: principal.audience, permissions: permissionsOf(principal) };
    const kind = `${caller.audience} ${[...caller.permissions].sort().join(' ')}`;
    if (!byCaller.has(kind)) {
      const root = this.schema.getRootType(operation.operation);
      const walk = { fragments: fragmentsOf(document), checked: new Set<string>() };
      byCaller.set(kind, this.check(walk, operation.selectionSet, root ?? undefined, caller));
    }
    return byCaller.get(kind);
  }

  /** `caller` is who the caller is taken for at this depth: see ActsAs. */
  private check(
    walk: Walk,
    selections: SelectionSetNode,
    parent: GraphQLNamedType | undefined,
    caller: Caller,
  ): GraphQLError | undefined {
    for (const selection of selections.selections) {
      const refusal =
        selection.kind === Kind.FIELD
          ? this.checkField(walk, selection, parent, caller)
          : this.checkFragment(walk, selection, parent, caller);
      if (refusal) return refusal;
    }
    return undefined;
  }

  private checkField(
    walk: Walk,
    node: FieldNode,
    parent: GraphQLNamedType | undefined,
    caller: Caller,
  ): GraphQLError | undefined {
    const name = node.name.value;
    if (name === '__typename') return undefined;
    if (name === '__schema' || name === '__type') {
      // The introspection types hold no data of ours, so nothing below is looked at.
      const rules = this.openIntrospection ? anyone : introspectionAccess;
      return isAllowed(rules, caller) ? undefined : refusalFor(`Query.${name}`, rules, caller, node);
    }
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    const rules = field?.extensions.access as AccessRule[] | undefined;
    if (!isAllowed(rules, caller)) return refusalFor(`${parent?.name}.${name}`, rules, caller, node);
    if (!node.selectionSet || !field) return undefined;
    const actsAs = field.extensions.actsAs as Audience | undefined;
    const below = actsAs ? { audience: actsAs, permissions: [] } : caller;
    return this.check(walk, node.selectionSet, getNamedType(field.type), below);
  }

  private checkFragment(
    walk: Walk,
    node: InlineFragmentNode | FragmentSpreadNode,
    parent: GraphQLNamedType | undefined,
    caller: Caller,
  ): GraphQLError | undefined {
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : walk.fragments.get(node.name.value);
    if (!fragment) return undefined;
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      // Once for each caller: fragments that spread one another twice would otherwise take for ever.
      const visit = `${node.name.value} ${caller.audience} ${caller.permissions.join(' ')}`;
      if (walk.checked.has(visit)) return undefined;
      walk.checked.add(visit);
    }
    const on = fragment.typeCondition ? this.schema.getType(fragment.typeCondition.name.value) : parent;
    return this.check(walk, fragment.selectionSet, on, caller);
  }
}

function refusalFor(
  field: string,
  rules: readonly AccessRule[] | undefined,
  caller: Caller,
  node: FieldNode,
): GraphQLError {
  const audiences = (rules ?? []).map((rule) => `${rule.audience}${rule.permission ? ` (${rule.permission})` : ''}`);
  const forWhom = audiences.length > 0 ? audiences.join(', ') : 'nobody';
  if (caller.audience === 'anonymous') {
    return new GraphQLError(`Sign in first: ${field} is for ${forWhom}.`, {
      nodes: [node],
      extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
    });
  }
  return new GraphQLError(`${field} is for ${forWhom}, not for this ${caller.audience}.`, {
    nodes: [node],
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}
