import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access, member } from '../../graphql/access';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { isKeyText } from '../../platform/key-text';
import { currentMemberId, untilNotMerged } from '../members';
import { visibleMember } from '../members/members.visibility';
import type { EventsParts } from './events.resolver';
import { AppOpenRecordInput, AppOpenRecordPayload, ShareRecordInput, ShareRecordPayload } from './own-events.types';
import { MAX_SHARES_A_DAY, type OwnEventParts, recordAppOpened, recordShare } from './record-own-event';

const MAX_SCENE = 64;

/** What members do in the app: events that no partner sends. */
@Resolver()
export class OwnEventsResolver {
  constructor(private readonly parts: EventsParts) {}

  @Access(member)
  @Mutation(() => AppOpenRecordPayload, {
    description:
      'Records `app.opened`, once a business date however often it is called: for rules and tasks that count it without a ' +
      'click (打开小程序). Codes: INPUT_INVALID.',
  })
  appOpenRecord(
    @Arg('input', () => AppOpenRecordInput, { description: 'Where from.' }) { scene }: AppOpenRecordInput,
    @Ctx() context: Context,
  ) {
    return this.write(context, (tx, parts) => recordAppOpened(tx, parts, sceneData(scene)));
  }

  @Access(member)
  @Mutation(() => ShareRecordPayload, {
    description:
      `Records \`share.sent\` (分享), at most ${MAX_SHARES_A_DAY} times a business date; what it earns is limited by the ` +
      'program. Codes: IDEMPOTENCY_KEY_REUSED, INPUT_INVALID.',
  })
  shareRecord(
    @Arg('input', () => ShareRecordInput, { description: 'Where.' }) input: ShareRecordInput,
    @Ctx() context: Context,
  ) {
    const { idempotencyKey: key, channel } = input;
    const call = { principal: principalKey(context.principal), mutation: 'shareRecord', key, input: { channel } };
    return this.write(context, (tx, parts) => recordShare(tx, parts, call, { channel }));
  }

  private write(context: Context, work: (tx: Tx, parts: OwnEventParts) => Promise<boolean>) {
    return settle<ShareRecordPayload>(context, async () => {
      const { database, programs } = this.parts;
      const parts = { current: await programs.current(), now: context.now };
      const done = await untilNotMerged(async () => {
        const memberId = await currentMemberId(database, signedInMember(context).memberId);
        const recorded = await inTransaction(database, (tx) => work(tx, { ...parts, memberId }));
        return { memberId, recorded };
      });
      context.loaders.clear();
      if (done.recorded) context.changes.publish('member', done.memberId);
      const own = (await visibleMember(context, done.memberId)) ?? undefined;
      return { recorded: done.recorded, member: own };
    });
  }
}

function sceneData(scene: string | null | undefined): { scene?: string } {
  if (scene === undefined || scene === null) return {};
  if (isKeyText(scene, MAX_SCENE)) return { scene };
  throw new Refusal('INPUT_INVALID', `Use 1 to ${MAX_SCENE} characters, with no white space at the ends.`, ['scene']);
}
