import Taro from '@tarojs/taro';
import { Blocked } from '@/components/blocked';
import { LoadMore } from '@/components/load-more';
import { Nothing } from '@/components/nothing';
import { Screen } from '@/components/screen';
import { Box, Tap, Text } from '@/components/ui';
import { wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberList } from '@/lib/member-query';
import { SCREENS } from '@/lib/screens';
import { MessagesDocument, type MessagesQuery } from './generated/graphql';
import { useMarkRead } from './mark-read';
import { Reminders } from './reminders';
import { MESSAGES_WORDS } from './words';
import './messages.scss';

type Member = NonNullable<MessagesQuery['me']>;
type Message = Member['notifications']['edges'][number]['node'];

const TASKS_TAB = '/pages/tasks/index';

/** Where a message leads; a target that is not known here leads nowhere. */
const TARGETS: Record<string, string | undefined> = {
  POINTS: SCREENS.points,
  LEVEL: SCREENS.levels,
  TASKS: TASKS_TAB,
  COUPONS: SCREENS.coupons,
  WALLET: SCREENS.wallet,
  REFERRAL: SCREENS.referral,
  BENEFITS: SCREENS.benefits,
  ORDER: SCREENS.order,
  PLAN: SCREENS.subscription,
};

/** The address of that, of the one thing that it is about where there is one. */
function targetOf(action: Message['action']): string | undefined {
  const target = action ? TARGETS[action.open] : undefined;
  return target && action?.id ? `${target}?id=${action.id}` : target;
}

const pageOf = (answer: MessagesQuery) => answer.me?.notifications;

/** 消息: what happened to the membership; a tap reads it and leads to where it can be seen. */
export default function MessagesPage() {
  const list = useMemberList('messages', MessagesDocument, pageOf);
  const w = useWords(MESSAGES_WORDS);
  const { t, format } = useI18n();
  const mark = useMarkRead();
  const member = list.answer?.me;

  const open = ({ id, readAt, action }: Message) => {
    if (!readAt) mark.mutate({ ids: [id] });
    const target = targetOf(action);
    if (target === TASKS_TAB) void Taro.switchTab({ url: target });
    else if (target) void Taro.navigateTo({ url: target });
  };

  return (
    <Screen title="messages.title" query={list} data={member && list.edges ? { member, edges: list.edges } : undefined}>
      {(shown) => (
        <>
          <Blocked member={shown.member} />
          <Reminders />
          {mark.error ? (
            <Box className="blocked" role="alert">
              <Text>{w('failed', { why: t(wordsFor(mark.error)) })}</Text>
            </Box>
          ) : null}
          {shown.edges.length === 0 ? (
            <Nothing title={w('none')} body={w('noneBody')} />
          ) : (
            <>
              <Box className="messages__head">
                <Text>
                  {shown.member.unreadCount > 0
                    ? w('unread', { count: format.count(shown.member.unreadCount) })
                    : w('allRead')}
                </Text>
                {shown.member.unreadCount > 0 ? (
                  <Tap className="messages__all" disabled={mark.isPending} onTap={() => mark.mutate({ all: true })}>
                    {w('markAll')}
                  </Tap>
                ) : null}
              </Box>
              <Box className="panel" role="list">
                {shown.edges.map(({ cursor, node }) => (
                  <Box key={cursor} role="listitem">
                    <MessageLine message={node} onTap={() => open(node)} />
                  </Box>
                ))}
              </Box>
              <LoadMore list={list} byScroll />
            </>
          )}
        </>
      )}
    </Screen>
  );
}

function MessageLine({ message, onTap }: { message: Message; onTap: () => void }) {
  const { format } = useI18n();
  const w = useWords(MESSAGES_WORDS);
  const { title, body, createdAt, readAt, action } = message;
  return (
    <Tap className={`row messages__one ${readAt ? '' : 'messages__one--new'}`} onTap={onTap}>
      <Box className="row__words">
        <Box className="messages__line">
          {readAt ? null : <Text className="messages__dot" label={w('new')} />}
          <Text className="row__title">{title}</Text>
          <Text className="messages__at">{format.day(createdAt)}</Text>
        </Box>
        <Text className="messages__body">{body}</Text>
      </Box>
      {targetOf(action) ? <Box className="cell__more" decorative /> : null}
    </Tap>
  );
}
