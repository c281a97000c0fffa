import Taro, { useRouter } from '@tarojs/taro';
import { Blocked } from '@/components/blocked';
import { Notice } from '@/components/notice';
import { Screen } from '@/components/screen';
import { useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { MALL_TAB } from '@/lib/screens';
import { tintOf } from '@/lib/theme';
import { About, Gallery, Gate, Offer } from './about';
import { ProductDocument } from './generated/graphql';
import { Redemption } from './redemption';
import { PRODUCT_WORDS } from './words';
import './product.scss';

/** 商品: what it is, what it costs, whether I can have it, and redeeming it. `?id=` says which. */
export default function ProductPage() {
  const { id = '' } = useRouter().params;
  const product = useMemberQuery('product', ProductDocument, { id });
  const w = useWords(PRODUCT_WORDS);
  const member = product.data?.me;

  return (
    <Screen
      title="product.title"
      tint={member ? tintOf(member.level.level) : undefined}
      query={product}
      data={member && product.data ? { ...product.data, me: member } : undefined}
    >
      {({ me, mallProduct, program }) => {
        if (!mallProduct) {
          const run = () => void Taro.switchTab({ url: MALL_TAB });
          return <Notice title={w('gone')} body={w('goneBody')} action={{ words: w('toMall'), run }} />;
        }
        const levels = program.tracks.find(({ primary }) => primary)?.levels ?? [];
        return (
          <>
            <Gallery product={mallProduct} />
            <Blocked member={me} />
            <Offer product={mallProduct} />
            <Gate product={mallProduct} levels={levels} />
            <Redemption product={mallProduct} member={me} refetch={product.refetch} />
            <About product={mallProduct} />
          </>
        );
      }}
    </Screen>
  );
}
