import Taro from '@tarojs/taro';
import { Price } from '@/components/price';
import { Box, Heading, Picture, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { gateOf, gateWords, offerOf } from '@/lib/mall';
import { SCREENS } from '@/lib/screens';
import type { ProductQuery } from './generated/graphql';
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
  const { format } = useI18n();
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
          <Price points={cash.points} cashFen={cash.cashFen} />
        </Box>
      ) : null}
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

/** For whom it is, when it is not for everybody; with the way up for those below. */
export function Gate({ product, levels }: GateProps) {
  const i18n = useI18n();
  const w = useWords(PRODUCT_WORDS);
  const words = gateWords(gateOf(product.levels, levels), i18n);
  if (!words) return null;
  const isLocked = product.lockedBy?.reason === 'LEVEL';
  return (
    <Box className={`panel gate ${isLocked ? 'gate--locked' : ''}`}>
      <Box className="gate__words">
        <Text className="gate__title">{words}</Text>
        {isLocked ? <Text className="gate__body">{w('lockedBody')}</Text> : null}
      </Box>
      {isLocked ? (
        <Tap className="chip" onTap={() => void Taro.navigateTo({ url: SCREENS.levels })}>
          {w('toLevels')}
        </Tap>
      ) : null}
    </Box>
  );
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
