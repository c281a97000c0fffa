import { Blocked } from '@/components/blocked';
import { Nothing } from '@/components/nothing';
import { Screen } from '@/components/screen';
import { Box, Heading, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { tintOf } from '@/lib/theme';
import { Entries } from './entries';
import { WalletDocument, type WalletQuery } from './generated/graphql';
import { WALLET_WORDS } from './words';
import './wallet.scss';

type Wallet = NonNullable<WalletQuery['me']>['wallet'];

/** 储值: what is in the wallet, what a recharge is given, and where every fen comes from. */
export default function WalletPage() {
  const wallet = useMemberQuery('wallet', WalletDocument, {});
  const w = useWords(WALLET_WORDS);
  const member = wallet.data?.me;

  return (
    <Screen title="wallet.title" tint={member ? tintOf(member.level.level) : undefined} query={wallet} data={member}>
      {(me) =>
        // Who has, or had, money in it sees it even when nothing new can be put in.
        me.wallet.isOffered || me.wallet.rechargedTotalFen > 0 || me.wallet.balanceFen > 0 ? (
          <>
            <Blocked member={me} />
            <Balance wallet={me.wallet} />
            <HowTo wallet={me.wallet} />
            <Heading level={2} className="wallet__heading">
              {w('entries')}
            </Heading>
            <Entries timeZone={wallet.data?.program.timeZone} />
          </>
        ) : (
          <>
            <Blocked member={me} />
            <Nothing title={w('notOffered')} body={w('notOfferedBody')} />
          </>
        )
      }
    </Screen>
  );
}

function Balance({ wallet }: { wallet: Wallet }) {
  const { format } = useI18n();
  const w = useWords(WALLET_WORDS);
  const { balanceFen, principalFen, giftFen, rechargedTotalFen } = wallet;
  return (
    <Box className="panel wallet__balance">
      <Text className="wallet__label">{w('balance')}</Text>
      <Heading level={1} className="wallet__amount">
        {format.money(balanceFen)}
      </Heading>
      <Box className="wallet__parts" role="list">
        {[
          { name: w('principal'), value: principalFen },
          { name: w('gift'), value: giftFen },
          { name: w('total'), value: rechargedTotalFen },
        ].map(({ name, value }) => (
          <Box key={name} className="wallet__part" role="listitem">
            <Text className="wallet__label">{name}</Text>
            <Text className="wallet__part-value">{format.money(value)}</Text>
          </Box>
        ))}
      </Box>
      {giftFen > 0 ? <Text className="wallet__note">{w('giftNote')}</Text> : null}
    </Box>
  );
}

/** Where money can be put in, and what comes on top. */
function HowTo({ wallet: { isOffered, gifts, maxBalanceFen } }: { wallet: Wallet }) {
  const { format } = useI18n();
  const w = useWords(WALLET_WORDS);
  return (
    <Box className="panel">
      <Heading level={2} className="panel__title">
        {w('howTo')}
      </Heading>
      <Text className="wallet__body">{w(isOffered ? 'atShop' : 'closed')}</Text>
      {gifts.length > 0 ? (
        <Box className="wallet__gifts" role="list">
          {gifts.map(({ atLeastFen, giftFen }) => (
            <Box key={atLeastFen} className="wallet__gift" role="listitem">
              <Text className="wallet__gift-least">{w('atLeast', { amount: format.money(atLeastFen) })}</Text>
              <Text className="wallet__gift-more">{w('more', { amount: format.money(giftFen) })}</Text>
            </Box>
          ))}
        </Box>
      ) : null}
      {maxBalanceFen ? (
        <Text className="wallet__note">{w('most', { amount: format.money(maxBalanceFen) })}</Text>
      ) : null}
    </Box>
  );
}
