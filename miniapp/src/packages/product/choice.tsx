import { Box, Heading, Tap, Text } from '@/components/ui';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { variantWords } from './terms';
import type { ProductParts, SkuParts } from './types';
import { PRODUCT_WORDS } from './words';

/** From here on it is said how many there are. */
const FEW = 10;

export interface ChoiceProps {
  product: ProductParts;
  sku: SkuParts;
  quantity: number;
  most: number;
  /** Whether it can be had at all, by somebody with enough points. */
  isOpen: boolean;
  onSku: (id: string) => void;
  onQuantity: (quantity: number) => void;
}

/** Which variant, and how many. */
export function Choice({ product: { skus }, sku, quantity, most, isOpen, onSku, onQuantity }: ChoiceProps) {
  const { format } = useI18n();
  const w = useWords(PRODUCT_WORDS);
  if (skus.length === 1 && !isOpen) return null;
  return (
    <Box className="panel">
      {skus.length > 1 ? (
        <>
          <Heading level={2} className="panel__title">
            {w('variants')}
          </Heading>
          <Box className="variants" role="radiogroup" label={w('variants')}>
            {skus.map((one) => (
              <Tap
                key={one.id}
                className={`variants__one ${one.id === sku.id ? 'variants__one--on' : ''}`}
                checked={one.id === sku.id}
                disabled={one.soldOut}
                label={one.soldOut ? w('variantGone', { variant: variantWords(one) }) : undefined}
                onTap={() => onSku(one.id)}
              >
                {variantWords(one) || w('onlyOne')}
              </Tap>
            ))}
          </Box>
        </>
      ) : null}
      {isOpen ? (
        <Box className="stepper" role="group" label={w('quantity')}>
          <Box className="stepper__words">
            <Text>{w('quantity')}</Text>
            {sku.available <= FEW ? (
              <Text className="stepper__note">{w('left', { count: format.count(sku.available) })}</Text>
            ) : null}
          </Box>
          <Tap
            className="stepper__step"
            label={w('fewer')}
            disabled={quantity <= 1}
            onTap={() => onQuantity(quantity - 1)}
          >
            −
          </Tap>
          <Text className="stepper__count">{format.count(quantity)}</Text>
          <Tap
            className="stepper__step"
            label={w('more')}
            disabled={quantity >= most}
            onTap={() => onQuantity(quantity + 1)}
          >
            +
          </Tap>
        </Box>
      ) : null}
    </Box>
  );
}
