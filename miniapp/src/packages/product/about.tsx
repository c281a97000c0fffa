import Taro from '@tarojs/taro';
import { Price } from '@/components/price';
import { Box, Heading, Picture, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { gateOf, gateWords, offerOf } from '@/lib/mall';
import { SCREENS } from '@/lib/screens';
import type { ProductQuery } from './generated/graphql';
import { toPlans } from './to-plans';
import type { ProductParts } from './types';
import { PRODUCT_WORDS } from './words';

interface ProductProps {
  product: ProductParts;
}

/** The pictures, side by side; the next one peeps in where there is one. */
export function Gallery({ product: { images, name } }: ProductProps) {
  const w = useWords(PRODUCT_WORDS);
  return (
    <Box className="gallery" role="list" label={w('gallery')}>
      {images.map((image, index) => (
        <Box key={image} className={`gallery__one ${images.length > 1 ? 'gallery__one--of' : ''}`} role="listitem">
          <Box className="gallery__place">
            <Picture src={image} className="gallery__picture" alt={index === 0 ? name : `${name} ${index + 1}`} photo />
          </Box>
        </Box>
      ))}
    </Box>
  );
}

/** Name, prices, and how it comes. */
export function Offer({ product: { name, kind, skus } }: ProductProps) {
  const { t, format } = useI18n();
  const w = useWords(PRODUCT_WORDS);
  const { points, isFrom, cash } = offerOf(skus);
  const market = Math.min(...skus.map(({ marketPriceFen }) => marketPriceFen));
  return (
    <Box className="panel">
      <Box className="offer__prices">
        <Price points={points} isFrom={isFrom} large />
        <Text className="offer__market">{w('market', { price: format.money(market) })}</Text>
      </Box>
      {cash ? (
        <Box className="offer__mixed">
          <Text>{w('or')} </Text>
          <Price points={cash.points} cashFen={cash.cashFen} normalCashFen={cash.normalCashFen} />
          {cash.normalCashFen === undefined ? null : <Text className="member-mark">{t('mall.memberPrice')}</Text>}
        </Box>
      ) : null}
      {cash?.planCashFen === undefined ? null : (
        <Tap className="offer__plan" onTap={() => toPlans()}>
          <Text>{w('withPlan', { cash: format.money(cash.planCashFen) })}</Text>
          <Box className="cell__more" decorative />
        </Tap>
      )}
      <Heading level={1} className="offer__name">
        {name}
      </Heading>
      <Text className="offer__kind">{w(`kind.${kind}`)}</Text>
    </Box>
  );
}

export interface GateProps extends ProductProps {
  levels: ProductQuery['program']['tracks'][number]['levels'];
}

/** For whom it is, when it is not for everybody; with the way up for those below, or to the plan that opens it. */
export function Gate({ product, levels }: GateProps) {
  const i18n = useI18n();
  const w = useWords(PRODUCT_WORDS);
  const { plans, lockedBy } = product;
  const levelWords = gateWords(gateOf(product.levels, levels), i18n);
  const planWords = usePlanWords(plans);
  if (!levelWords && !planWords) return null;
  const isPlanned = lockedBy?.reason === 'PLAN';
  const isLocked = isPlanned || lockedBy?.reason === 'LEVEL';
  return (
    <Box className={`panel gate ${isLocked ? 'gate--locked' : ''}`}>
      <Box className="gate__words">
        <Text className="gate__title">{[levelWords, planWords].filter(Boolean).join(' · ')}</Text>
        {isLocked ? <Text className="gate__body">{w(isPlanned ? 'plannedBody' : 'lockedBody')}</Text> : null}
      </Box>
      {isLocked ? (
        <Tap
          className="chip"
          onTap={() => (isPlanned ? toPlans(lockedBy) : void Taro.navigateTo({ url: SCREENS.levels }))}
        >
          {w(isPlanned ? 'toPlan' : 'toLevels')}
        </Tap>
      ) : null}
    </Box>
  );
}

/** Which plans open it; of many it is enough that it is for those who pay. */
function usePlanWords(plans: ProductParts['plans']): string {
  const { t } = useI18n();
  const w = useWords(PRODUCT_WORDS);
  if (!plans) return '';
  return plans.length > 2
    ? t('mall.gatePlan')
    : w('plansOnly', { plans: plans.map(({ name }) => name).join(t('mall.and')) });
}

/** What it is, its properties, and the rules of redeeming it in words. */
export function About({ product }: ProductProps) {
  const w = useWords(PRODUCT_WORDS);
  const { description, attributes, kind, limits } = product;
  const rules = [
    w(`by.${kind}`),
    // A limit without a rest does not hold for this member.
    ...limits.flatMap(({ per, count, left }) =>
      typeof left === 'number'
        ? w('limit', { rule: w(`limit.${per}`, { count: String(count) }), left: String(left) })
        : [],
    ),
  ];
  return (
    <>
      <Box className="panel">
        <Heading level={2} className="panel__title">
          {w('details')}
        </Heading>
        <Text className="about__text">{description}</Text>
        {attributes.length > 0 ? (
          <Box role="list">
            {attributes.map(({ name, value }) => (
              <Box key={name} className="facts__one" role="listitem">
                <Text className="facts__name">{name}</Text>
                <Text className="facts__value">{value}</Text>
              </Box>
            ))}
          </Box>
        ) : null}
      </Box>
      <Box className="panel">
        <Heading level={2} className="panel__title">
          {w('terms')}
        </Heading>
        <Box role="list">
          {rules.map((rule) => (
            <Box key={rule} className="about__rule" role="listitem">
              <Text>{rule}</Text>
            </Box>
          ))}
        </Box>
      </Box>
      <Box className="about__end" decorative />
    </>
  );
}
