import Taro from '@tarojs/taro';
import { LoadMore } from '@/components/load-more';
import { Nothing } from '@/components/nothing';
import { ErrorNotice, Notice } from '@/components/notice';
import { Price } from '@/components/price';
import { Box, Picture, Tap, Text } from '@/components/ui';
import {
  type CardPartsFragment,
  type LevelPartsFragment,
  MallProductsDocument,
  type MallProductsQuery,
} from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import { gateOf, gateWords, offerOf } from '@/lib/mall';
import { useMemberList } from '@/lib/member-query';
import { SCREENS, TASKS_TAB } from '@/lib/screens';
import { isNarrowed, listOf, type Wanted } from './choice';

const pageOf = (answer: MallProductsQuery) => answer.mallProducts;

export interface ProductsProps {
  wanted: Wanted;
  /** The code of the member's own. */
  level: string;
  levels: LevelPartsFragment[];
  /** The way out of an empty list. */
  onEverything: () => void;
}

/** The products that somebody looks for, as a grid that grows at its foot. */
export function Products({ wanted, level, levels, onEverything }: ProductsProps) {
  const { t } = useI18n();
  const list = useMemberList('mall-products', MallProductsDocument, pageOf, listOf(wanted));
  if (!list.edges) {
    return list.error && !list.isFetching ? (
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <GridSkeleton />
    );
  }
  if (list.edges.length === 0) return <Empty wanted={wanted} onEverything={onEverything} />;
  return (
    <>
      <Box className="mall__grid" role="list" label={t('mall.products')}>
        {list.edges.map(({ cursor, node }) => (
          <Box key={cursor} className="mall__cell" role="listitem">
            <Card product={node} level={level} levels={levels} />
          </Box>
        ))}
      </Box>
      <LoadMore list={list} byScroll />
    </>
  );
}

function Card({ product, level, levels }: { product: CardPartsFragment } & Pick<ProductsProps, 'level' | 'levels'>) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { id, name, images, skus } = product;
  const { points, isFrom, cash, isSoldOut } = offerOf(skus);
  const isLocked = product.levels ? !product.levels.includes(level) : false;
  const gate = product.plans ? t('mall.gatePlan') : gateWords(gateOf(product.levels, levels), i18n);
  return (
    <Tap
      className={`product-card ${isSoldOut ? 'product-card--dull' : ''}`}
      onTap={() => void Taro.navigateTo({ url: `${SCREENS.product}?id=${encodeURIComponent(id)}` })}
    >
      <Box className="product-card__place">
        {images[0] ? <Picture src={images[0]} className="product-card__picture" alt="" photo /> : null}
        {isSoldOut ? <Text className="product-card__gone">{t('mall.soldOut')}</Text> : null}
        {gate ? (
          <Text className={`product-card__gate ${isLocked ? 'product-card__gate--locked' : ''}`}>{gate}</Text>
        ) : null}
      </Box>
      <Box className="product-card__words">
        <Text className="product-card__name">{name}</Text>
        <Price points={points} isFrom={isFrom} />
        {cash ? (
          <Text className="product-card__mixed">
            <Text className="nowrap">{t('mall.or', { points: format.count(cash.points) })}</Text>{' '}
            <Text className="nowrap">{t('mall.plus', { cash: format.money(cash.cashFen) })}</Text>
            {cash.normalCashFen === undefined ? null : <Text className="member-mark">{t('mall.memberPrice')}</Text>}
          </Text>
        ) : null}
      </Box>
    </Tap>
  );
}

function Empty({ wanted, onEverything }: Pick<ProductsProps, 'wanted' | 'onEverything'>) {
  const { t } = useI18n();
  if (!isNarrowed(wanted)) return <Nothing title={t('mall.empty')} body={t('mall.emptyBody')} />;
  if (wanted.affordable && !wanted.text.trim()) {
    const run = () => void Taro.switchTab({ url: TASKS_TAB });
    return (
      <Notice
        title={t('mall.noneAffordable')}
        body={t('mall.noneAffordableBody')}
        action={{ words: t('mall.earn'), run }}
      />
    );
  }
  return (
    <Notice title={t('mall.none')} body={t('mall.noneBody')} action={{ words: t('mall.reset'), run: onEverything }} />
  );
}

/** The grid before there is anything in it; each cell as high as it will be. */
function GridSkeleton() {
  const { t } = useI18n();
  return (
    <Box className="mall__grid" role="status" label={t('state.loading')}>
      {['one', 'two', 'three', 'four'].map((cell) => (
        <Box key={cell} className="mall__cell product-card" decorative>
          <Box className="product-card__place bone" />
          <Box className="product-card__words">
            <Box className="bone bone--line" />
            <Box className="bone bone--line bone--third" />
          </Box>
        </Box>
      ))}
    </Box>
  );
}
