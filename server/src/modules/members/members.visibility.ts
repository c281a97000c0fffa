import type { Context } from '../../graphql/context';
import { memberLoader, refLoader } from './members.loaders';
import { Member } from './members.types';

/**
 * The one place that decides which member a caller may see: members themselves, partners those who bear one of their
 * references, staff everyone. What may not be seen does not exist for the caller.
 */
export async function visibleMember(context: Context, rowId: number | undefined): Promise<Member | null> {
  if (rowId === undefined || !(await maySee(context, rowId))) return null;
  const record = await context.loaders.load(memberLoader, rowId);
  return record ? Member.from(record) : null;
}

async function maySee(context: Context, rowId: number): Promise<boolean> {
  const { principal } = context;
  switch (principal.audience) {
    case 'member':
      return principal.memberId === rowId;
    case 'partner':
      return (await context.loaders.load(refLoader, `${principal.partnerId}:${rowId}`)) !== undefined;
    case 'staff':
      return true;
    case 'anonymous':
      return false;
  }
}
