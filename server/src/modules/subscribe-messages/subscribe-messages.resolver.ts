import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import { type MessageTemplates, messageTopics } from '../../platform/config';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { currentMemberId, untilNotMerged } from '../members';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import { recordConsent } from './record-consent';
import { MessageConsentRecordInput } from './subscribe-messages.inputs';
import { consentLoader } from './subscribe-messages.loaders';
import { listDeliveries } from './subscribe-messages.store';
import {
  MessageConsentRecordPayload,
  MessageDelivery,
  MessageDeliveryConnection,
  MessageTemplate,
  topicNames,
} from './subscribe-messages.types';

/** What the resolver is given. */
export interface SubscribeMessagesParts {
  database: Database;
  templates: MessageTemplates;
}

/** Messages that WeChat shows to members who have consented (订阅消息). */
@Resolver(() => Member)
export class SubscribeMessagesResolver {
  constructor(private readonly parts: SubscribeMessagesParts) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => [MessageTemplate], {
    description: 'What WeChat can remind the member of, and how often it still may (订阅消息).',
  })
  async messageTemplates(@Root() root: Member, @Ctx() { loaders, locale }: Context): Promise<MessageTemplate[]> {
    const left = await loaders.load(consentLoader, root.rowId);
    return messageTopics.flatMap((topic) => {
      const templateId = this.parts.templates[topic]?.id;
      if (templateId === undefined) return [];
      return [{ topic, name: topicNames[topic][locale], templateId, left: left?.get(templateId) ?? 0 }];
    });
  }

  @Access(staff('viewer'))
  @FieldResolver(() => MessageDeliveryConnection, {
    description: 'Messages that were to be sent to the member by WeChat, latest first (订阅消息发送记录).',
  })
  async messageDeliveries(@Root() root: Member, @Args(() => PageArgs) page: PageArgs) {
    const position = pageOf('MessageDelivery', page);
    const rows = await listDeliveries(this.parts.database, root.rowId, position);
    return connectionOf({
      list: 'MessageDelivery',
      nodes: rows.slice(0, position.first).map(({ id: rowId, ...row }): MessageDelivery => ({ rowId, ...row })),
      hasNextPage: rows.length > position.first,
      keyOf: ({ rowId }) => rowId,
    });
  }

  @Access(member)
  @Mutation(() => MessageConsentRecordPayload, {
    description:
      'Records what the member answered when WeChat asked whether it may send messages; each accept is one message ' +
      '(订阅消息授权). Codes: INPUT_INVALID, IDEMPOTENCY_KEY_REUSED.',
  })
  messageConsentRecord(
    @Arg('input', () => MessageConsentRecordInput, { description: 'The answers.' }) input: MessageConsentRecordInput,
    @Ctx() context: Context,
  ) {
    const { database, templates } = this.parts;
    const { idempotencyKey: key, answers } = input;
    const principal = principalKey(context.principal);
    const call = { principal, mutation: 'messageConsentRecord', key, input: { answers } };
    return settle<MessageConsentRecordPayload>(context, async () => {
      const id = await untilNotMerged(async () => {
        const memberId = await currentMemberId(database, signedInMember(context).memberId);
        const parts = { templates, memberId, now: context.now };
        await inTransaction(database, (tx) => recordConsent(tx, parts, call, answers));
        return memberId;
      });
      context.loaders.clear();
      return { member: (await visibleMember(context, id)) ?? undefined };
    });
  }
}
