import Taro from '@tarojs/taro';
import { Price } from '@/components/price';
import { Box, Heading, Picture, Sheet, Tap, Text } from '@/components/ui';
import { type ApiError, wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { SCREENS, TASKS_TAB } from '@/lib/screens';
import { Coupons } from './coupons';
import type { usePlace } from './place';
import type { Quote } from './quote';
import { Recipient } from './recipient';
import { isMobile, variantWords, type Way } from './terms';
import { toPlans } from './to-plans';
import type { Address, Member, ProductParts, SkuParts } from './types';
import { PRODUCT_WORDS } from './words';
import './redeem.scss';

/** Where on the sheet a refusal belongs; what is not here stands over the button. */
const PLACES: Record<string, 'item' | 'way' | 'coupon' | 'recipient' | undefined> = {
  OUT_OF_STOCK: 'item',
  PURCHASE_LIMIT_REACHED: 'item',
  LEVEL_TOO_LOW: 'item',
  PLAN_REQUIRED: 'item',
  PRODUCT_NOT_AVAILABLE: 'item',
  INSUFFICIENT_POINTS: 'way',
  PAYMENT_NOT_OFFERED: 'way',
  COUPON_NOT_FOUND: 'coupon',
  COUPON_EXPIRED: 'coupon',
  COUPON_STATE_CONFLICT: 'coupon',
  COUPON_MIN_SPEND: 'coupon',
  COUPON_OUT_OF_SCOPE: 'coupon',
  ADDRESS_REQUIRED: 'recipient',
  NOT_FOUND: 'recipient',
  INPUT_INVALID: 'recipient',
};

export interface RedeemSheetProps {
  product: ProductParts;
  sku: SkuParts;
  member: Member;
  quantity: number;
  ways: Way[];
  way: Way;
  address: Address | undefined;
  phone: string;
  place: Pick<ReturnType<typeof usePlace>, 'isPending' | 'error' | 'reset'>;
  quote: Quote;
  onWay: (payWith: Way['payWith']) => void;
  onPhone: (phone: string) => void;
  onAddress: () => void;
  onConfirm: () => void;
  onClose: () => void;
}

/** 确认兑换: what, for what, to whom, what is left afterwards, and one button. */
export function RedeemSheet(props: RedeemSheetProps) {
  const { way, member, place, quote, onClose } = props;
  const { format } = useI18n();
  const w = useWords(PRODUCT_WORDS);
  const error = place.error ?? quote.refusal;
  const at = error ? (PLACES[error.code ?? ''] ?? 'button') : undefined;
  const problem = (where: typeof at) => (at === where && error ? <Problem error={error} /> : null);
  const after = quote.price?.pointsAfter ?? Math.max(0, member.points.available - way.points);
  return (
    <Sheet label={w('sheet')} onClose={onClose}>
      <Heading level={2} className="sheet__title">
        {w('sheet')}
      </Heading>
      <Item {...props} />
      {problem('item')}
      <Ways {...props} />
      {problem('way')}
      {way.cashFen > 0 ? <Coupons quote={quote} /> : null}
      {problem('coupon')}
      <Recipient {...props} />
      {problem('recipient')}
      <Off quote={quote} />
      <Box className="redeem__sum">
        <Text className="redeem__label">{w('after')}</Text>
        <Text className="redeem__after">{w('points', { points: format.count(after) })}</Text>
      </Box>
      {way.cashFen > 0 ? <Text className="redeem__note">{w('hold')}</Text> : null}
      {problem('button')}
      <Confirm {...props} />
      <Tap className="button button--quiet redeem__later" onTap={onClose}>
        {w('close')}
      </Tap>
    </Sheet>
  );
}

/** The one button: to the first address, or on with it. */
function Confirm({ product, way, address, phone, place, quote, onAddress, onConfirm }: RedeemSheetProps) {
  const { format } = useI18n();
  const w = useWords(PRODUCT_WORDS);
  if (product.kind === 'PHYSICAL' && !address) {
    return (
      <Tap className="button" onTap={onAddress}>
        {w('addFirst')}
      </Tap>
    );
  }
  const isReady = way.missing === 0 && !quote.refusal && (product.kind !== 'TOP_UP' || isMobile(phone));
  const isBusy = place.isPending || (way.cashFen > 0 && quote.isBusy);
  const cashFen = quote.price?.cashFen ?? way.cashFen;
  const words =
    cashFen > 0 ? w('confirmPay', { cash: format.money(cashFen) }) : w('confirm', { points: format.count(way.points) });
  return (
    <Tap className={`button ${isReady ? '' : 'button--off'}`} disabled={!isReady || isBusy} onTap={onConfirm}>
      {place.isPending ? w('busy') : words}
    </Tap>
  );
}

function Item({ product: { name, images }, sku, quantity }: RedeemSheetProps) {
  const { format } = useI18n();
  const w = useWords(PRODUCT_WORDS);
  const variant = variantWords(sku);
  return (
    <Box className="redeem__item">
      {images[0] ? <Picture src={images[0]} className="redeem__picture" alt="" photo /> : null}
      <Box className="redeem__words">
        <Text className="redeem__name">{name}</Text>
        {variant ? <Text className="redeem__label">{variant}</Text> : null}
      </Box>
      <Text className="redeem__count">{w('pieces', { count: format.count(quantity) })}</Text>
    </Box>
  );
}

/** How it is paid, where there is a choice; a way that costs more points than there are says how many are missing. */
function Ways({ ways, way, place, onWay }: RedeemSheetProps) {
  const { format } = useI18n();
  const w = useWords(PRODUCT_WORDS);
  return (
    <Box className="ways" role="radiogroup" label={w('payWith')}>
      {ways.map(({ payWith, points, cashFen, normalCashFen, missing }) => (
        <Tap
          key={payWith}
          className={`ways__one ${payWith === way.payWith ? 'ways__one--on' : ''}`}
          checked={payWith === way.payWith}
          disabled={missing > 0}
          onTap={() => {
            place.reset();
            onWay(payWith);
          }}
        >
          <Text className="ways__name">{w(payWith === 'POINTS' ? 'pointsOnly' : 'mixed')}</Text>
          <Price points={points} cashFen={cashFen} normalCashFen={normalCashFen} />
          {missing > 0 ? <Text className="ways__missing">{w('short', { points: format.count(missing) })}</Text> : null}
        </Tap>
      ))}
    </Box>
  );
}

/** What is taken off the cash, line by line; nothing where nothing is. */
function Off({ quote: { price } }: Pick<RedeemSheetProps, 'quote'>) {
  const { format } = useI18n();
  const w = useWords(PRODUCT_WORDS);
  if (!price) return null;
  const lines = [
    [w('memberOff'), price.memberDiscountFen],
    [w('coupons'), price.discountFen],
  ] as const;
  return (
    <>
      {lines.map(([name, fen]) =>
        fen > 0 ? (
          <Box key={name} className="redeem__sum redeem__sum--off">
            <Text className="redeem__label">{name}</Text>
            <Text className="redeem__after">{format.money(-fen)}</Text>
          </Box>
        ) : null,
      )}
    </>
  );
}

/** What the server said, in words, with the way out where there is one. */
function Problem({ error }: { error: ApiError }) {
  const { t } = useI18n();
  const w = useWords(PRODUCT_WORDS);
  const known = KNOWN.find((code) => code === error.code) ?? (error.code?.startsWith('COUPON_') ? 'COUPON' : undefined);
  const isUnknown = error.kind === 'timeout' || error.kind === 'network' || error.kind === 'server';
  const way = WAYS_OUT[error.code ?? ''];
  return (
    <Box className="problem redeem__problem" role="alert">
      <Text className="redeem__why">{known ? w(`error.${known}`) : isUnknown ? w('again') : t(wordsFor(error))}</Text>
      {way ? (
        <Tap className="redeem__way" onTap={way.go}>
          {w(way.words)}
        </Tap>
      ) : null}
    </Box>
  );
}

const KNOWN = [
  'INSUFFICIENT_POINTS',
  'OUT_OF_STOCK',
  'PURCHASE_LIMIT_REACHED',
  'LEVEL_TOO_LOW',
  'PLAN_REQUIRED',
  'ADDRESS_REQUIRED',
  'NOT_FOUND',
  'INPUT_INVALID',
  'PAYMENT_NOT_OFFERED',
  'PRODUCT_NOT_AVAILABLE',
] as const;

const WAYS_OUT: Record<string, { words: 'toTasks' | 'toLevels' | 'toPlan'; go: () => void } | undefined> = {
  INSUFFICIENT_POINTS: { words: 'toTasks', go: () => void Taro.switchTab({ url: TASKS_TAB }) },
  LEVEL_TOO_LOW: { words: 'toLevels', go: () => void Taro.navigateTo({ url: SCREENS.levels }) },
  PLAN_REQUIRED: { words: 'toPlan', go: () => toPlans() },
};
