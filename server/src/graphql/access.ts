import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { Extensions } from 'type-graphql';
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

/** Whether a caller satisfies one of the rules. No rules: nobody. */
export function isAllowed(rules: readonly AccessRule[] | undefined, principal: Principal): boolean {
  return (rules ?? []).some(
    (rule) =>
      rule.audience === principal.audience &&
      (rule.permission === undefined || permissionsOf(principal).includes(rule.permission)),
  );
}

/** Checks documents against the declared access; remembers the outcome beside the parsed document. */
export class AccessChecker {
  private readonly outcomes = new WeakMap<DocumentNode, Map<string, GraphQLError | undefined>>();

  /** With `openIntrospection` (the demo) everyone may read the schema. */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly openIntrospection: boolean,
  ) {}

  /** The error that names the first field this caller may not select, if there is one. */
  refusalOf(document: DocumentNode, principal: Principal): GraphQLError | undefined {
    let byCaller = this.outcomes.get(document);
    if (!byCaller) this.outcomes.set(document, (byCaller = new Map()));
    const kind = `${principal.audience} ${[...permissionsOf(principal)].sort().join(' ')}`;
    if (!byCaller.has(kind)) byCaller.set(kind, this.check(document, principal));
    return byCaller.get(kind);
  }

  private check(document: DocumentNode, principal: Principal): GraphQLError | undefined {
    const typeInfo = new TypeInfo(this.schema);
    let refusal: GraphQLError | undefined;
    // Who the caller is taken for at this depth: see ActsAs.
    const callers: Pick<Principal, 'audience'>[] = [principal];
    const enter = (node: FieldNode) => {
      const name = node.name.value;
      const caller = callers.at(-1) as Principal;
      const actsAs = typeInfo.getFieldDef()?.extensions.actsAs as Audience | undefined;
      callers.push(actsAs ? { audience: actsAs } : caller);
      if (refusal || name === '__typename') return;
      const type = typeInfo.getParentType()?.name ?? '';
      // The introspection types hold no data of ours: reading them is decided at __schema and __type.
      if (type.startsWith('__')) return;
      const isIntrospection = name === '__schema' || name === '__type';
      const rules = isIntrospection
        ? this.openIntrospection
          ? anyone
          : introspectionAccess
        : (typeInfo.getFieldDef()?.extensions.access as AccessRule[] | undefined);
      if (!isAllowed(rules, caller)) refusal = refusalFor(`${type}.${name}`, rules, caller, node);
    };
    const leave = () => void callers.pop();
    visit(document, visitWithTypeInfo(typeInfo, { [Kind.FIELD]: { enter, leave } }));
    return refusal;
  }
}

function refusalFor(
  field: string,
  rules: readonly AccessRule[] | undefined,
  principal: Principal,
  node: FieldNode,
): GraphQLError {
  const audiences = (rules ?? []).map((rule) => `${rule.audience}${rule.permission ? ` (${rule.permission})` : ''}`);
  const forWhom = audiences.length > 0 ? audiences.join(', ') : 'nobody';
  if (principal.audience === 'anonymous') {
    return new GraphQLError(`Sign in first: ${field} is for ${forWhom}.`, {
      nodes: [node],
      extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
    });
  }
  return new GraphQLError(`${field} is for ${forWhom}, not for this ${principal.audience}.`, {
    nodes: [node],
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}
