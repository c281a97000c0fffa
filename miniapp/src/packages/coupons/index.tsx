import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Blocked } from '@/components/blocked';
import { Screen } from '@/components/screen';
import { Tabs } from '@/components/tabs';
import { useWords } from '@/lib/i18n/use-i18n';
import { useMemberList } from '@/lib/member-query';
import { tintOf } from '@/lib/theme';
import { CouponOffersDocument, type CouponOffersQuery } from './generated/graphql';
import { Mine } from './mine';
import { Offers } from './offers';
import { COUPONS_WORDS } from './words';
import './coupons.scss';

const VIEWS = ['offers', 'mine'] as const;
const pageOf = (answer: CouponOffersQuery) => answer.couponsOnOffer;

/** 优惠券: what can be claimed, and what I have. `?view=mine` opens the second. */
export default function CouponsPage() {
  const list = useMemberList('coupon-offers', CouponOffersDocument, pageOf);
  const w = useWords(COUPONS_WORDS);
  const { view: asked } = useRouter().params;
  const [view, setView] = useState<(typeof VIEWS)[number]>(asked === 'mine' ? 'mine' : 'offers');
  const member = list.answer?.me;

  return (
    <Screen
      title="coupons.title"
      tint={member ? tintOf(member.level.level) : undefined}
      query={list}
      data={member && list.edges ? { member, edges: list.edges } : undefined}
    >
      {(shown) => (
        <>
          <Blocked member={shown.member} />
          <Tabs
            label={w('views')}
            value={view}
            options={VIEWS.map((value) => ({ value, words: w(value) }))}
            onChoose={setView}
          />
          {view === 'mine' ? (
            <Mine onClaim={() => setView('offers')} />
          ) : (
            <Offers list={list} offers={shown.edges} onMine={() => setView('mine')} />
          )}
        </>
      )}
    </Screen>
  );
}
