import { Cell } from '@/components/cell';
import { Choice } from '@/components/choice';
import { MemberHead } from '@/components/member-head';
import { ErrorNotice } from '@/components/notice';
import { Page } from '@/components/page';
import { SignIn } from '@/components/sign-in';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { MeDocument, type MeQuery } from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import { session, useSession } from '@/lib/live';
import { useMemberQuery } from '@/lib/member-query';
import { isRunning } from '@/lib/plan';
import { choose, usePreferences } from '@/lib/preferences';
import { SCREENS } from '@/lib/screens';
import { tintOf } from '@/lib/theme';
import { Assets } from './assets';
import { Orders } from './orders';

/** 我的: who I am, and how the mini-app behaves for me. */
export default function MePage() {
  const { t } = useI18n();
  const state = useSession();
  const signedIn = state.phase === 'signedIn';
  const me = useMemberQuery('me', MeDocument, {});
  const member = signedIn ? me.data?.me : undefined;

  return (
    <Page title="me.title" tint={member ? tintOf(member.level.level) : undefined}>
      <Box className="me">
        {state.phase === 'signedOut' ? <SignIn problem={state.problem} /> : null}
        {member ? <Profile member={member} /> : null}
        {signedIn && !member ? (
          me.error && !me.isFetching ? (
            <ErrorNotice error={me.error} onRetry={() => void me.refetch()} />
          ) : (
            <ProfileSkeleton />
          )
        ) : null}
        <Settings />
        {signedIn ? (
          <Tap className="button button--quiet me__leave" onTap={() => void session.signOut()}>
            {t('me.signOut')}
          </Tap>
        ) : null}
      </Box>
    </Page>
  );
}

function Profile({ member }: { member: NonNullable<MeQuery['me']> }) {
  const { t } = useI18n();
  const lines = [
    { name: t('me.number'), value: member.number },
    { name: t('me.phone'), value: member.phoneMasked ?? t('me.phoneNone') },
  ];
  return (
    <>
      <MemberHead member={member} />
      <Assets member={member} />
      <Orders counts={member.orderCounts} />
      <Box className="cells">
        <Cell name={t('levels.mine')} value={member.level.level.name} to={SCREENS.levels} />
        <Cell
          name={t('membership.mine')}
          value={isRunning(member.subscription) ? member.subscription.plan.name : t('membership.none')}
          to={isRunning(member.subscription) ? SCREENS.subscription : SCREENS.membership}
        />
        <Cell name={t('family.title')} to={SCREENS.family} />
        <Cell name={t('coupons.centre')} to={SCREENS.coupons} />
        <Cell name={t('benefits.title')} to={SCREENS.benefits} />
        <Cell name={t('addresses.title')} to={SCREENS.addresses} />
        <Cell name={t('messages.title')} unread={member.unreadCount} to={SCREENS.messages} />
      </Box>
      <Box className="lines" role="list" label={t('me.profile')}>
        {lines.map(({ name, value }) => (
          <Box key={name} className="lines__one" role="listitem">
            <Text className="lines__name">{name}</Text>
            <Text className="lines__value">{value}</Text>
          </Box>
        ))}
      </Box>
    </>
  );
}

function ProfileSkeleton() {
  const { t } = useI18n();
  return (
    <Box role="status" label={t('state.loading')}>
      <Box className="who">
        <Box className="who__avatar bone" />
        <Box className="who__words">
          <Box className="bone bone--line bone--half" />
          <Box className="bone bone--line bone--third" />
        </Box>
      </Box>
      <Box className="lines lines--bone bone" />
    </Box>
  );
}

function Settings() {
  const { t } = useI18n();
  const { languageChoice, appearanceChoice } = usePreferences();
  return (
    <Box className="settings">
      <Heading level={2} className="home__heading">
        {t('me.settings')}
      </Heading>
      <Choice
        label={t('me.language')}
        value={languageChoice}
        options={(['system', 'zh-CN', 'en'] as const).map((value) => ({ value, words: t(`choice.${value}`) }))}
        onChoose={(value) => choose({ languageChoice: value })}
      />
      <Choice
        label={t('me.appearance')}
        value={appearanceChoice}
        options={(['system', 'light', 'dark'] as const).map((value) => ({ value, words: t(`choice.${value}`) }))}
        onChoose={(value) => choose({ appearanceChoice: value })}
      />
    </Box>
  );
}
