import type { Context } from '../../graphql/context';
import { partnerIdOf, principalKey } from '../../graphql/principal';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import type { KeyedCall } from '../idempotency';
import type { ProgramCatalogue } from '../programs';
import type { Moment } from './block-member';
import { memberLoader, refLoader } from './members.loaders';
import { memberIdsByPartnerRefs } from './members.store';
import { Member } from './members.types';
import { untilNotMerged } from './merged-meanwhile';

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

/** Who bears this reference of the calling partner. Refuses NOT_FOUND: others' references do not exist. */
export async function memberIdByRef({ principal }: Context, database: Database, ref: string): Promise<number> {
  const id = (await memberIdsByPartnerRefs(database, partnerIdOf(principal), [ref])).get(ref);
  if (id === undefined) throw noMember();
  return id;
}

/** As `memberIdByRef`: the member, to be read. */
export async function memberByRef(context: Context, database: Database, ref: string): Promise<Member> {
  const found = await visibleMember(context, await memberIdByRef(context, database, ref));
  if (!found) throw noMember();
  return found;
}

const noMember = () => new Refusal('NOT_FOUND', 'No member bears this reference.', ['memberRef']);

/**
 * Changes a member, once for the key of the input. `prepare` looks up whom and reads the input; it is asked again when they
 * were merged before the lock was granted. `transact` opens the transaction. Answers with what was changed, and the member as they are then.
 */
export async function changeMember<T extends { memberId: number }>(
  context: Context,
  programs: ProgramCatalogue,
  transact: (work: (tx: Tx) => Promise<T>) => Promise<T>,
  mutation: string,
  { idempotencyKey: key, ...input }: { idempotencyKey: string },
  prepare: (moment: Moment) => Promise<(tx: Tx, call: KeyedCall) => Promise<T>>,
): Promise<{ changed: T; moment: Moment; member?: Member }> {
  const moment = { current: await programs.current(), now: context.now };
  const call = { principal: principalKey(context.principal), mutation, key, input };
  const changed = await untilNotMerged(async () => {
    context.loaders.clear();
    const work = await prepare(moment);
    return transact((tx) => work(tx, call));
  });
  context.loaders.clear();
  context.changes.publish('member', changed.memberId);
  return { changed, moment, member: (await visibleMember(context, changed.memberId)) ?? undefined };
}
