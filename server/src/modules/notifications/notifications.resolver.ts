import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Access, member } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { markNotificationsRead } from './mark-notifications-read';
import { NotificationMarkReadInput } from './notifications.inputs';
import { unreadLoader } from './notifications.loaders';
import { listNotifications } from './notifications.store';
import { Notification, NotificationConnection, NotificationMarkReadPayload } from './notifications.types';

/** What the resolver is given. */
export interface NotificationsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** The message centre. */
@Resolver(() => Member)
export class NotificationsResolver {
  constructor(private readonly parts: NotificationsParts) {}

  @Access(member)
  @FieldResolver(() => NotificationConnection, { description: 'Messages to the member, latest first (消息中心).' })
  async notifications(@Root() root: Member, @Args(() => PageArgs) page: PageArgs, @Ctx() { locale }: Context) {
    const position = pageOf('Notification', page);
    const current = await this.parts.programs.current();
    const stored = await listNotifications(this.parts.database, root.rowId, position);
    return connectionOf({
      list: 'Notification',
      nodes: stored.slice(0, position.first).map((row) => Notification.from(row, current, locale)),
      hasNextPage: stored.length > position.first,
      keyOf: ({ rowId }) => rowId,
    });
  }

  @Access(member)
  @FieldResolver(() => Int, { description: 'How many messages have not been read (未读数).' })
  async unreadCount(@Root() root: Member, @Ctx() { loaders }: Context): Promise<number> {
    return (await loaders.load(unreadLoader, root.rowId)) ?? 0;
  }

  @Access(member)
  @Mutation(() => NotificationMarkReadPayload, {
    description: 'Marks messages as read; safe to repeat. Codes: INPUT_INVALID, NOT_FOUND.',
  })
  notificationMarkRead(
    @Arg('input', () => NotificationMarkReadInput, { description: 'Which ones.' }) input: NotificationMarkReadInput,
    @Ctx() context: Context,
  ) {
    const { memberId } = signedInMember(context);
    return settle<NotificationMarkReadPayload>(context, async () => {
      await inTransaction(this.parts.database, (tx) => markNotificationsRead(tx, memberId, input, context.now));
      context.loaders.clear();
      context.changes.publish('member', memberId);
      return { member: (await visibleMember(context, memberId)) ?? undefined };
    });
  }
}
