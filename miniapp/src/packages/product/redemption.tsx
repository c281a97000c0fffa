import Taro, { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { Price } from '@/components/price';
import { Box, Tap, Text } from '@/components/ui';
import { takeChosenAddress } from '@/lib/address-choice';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { SCREENS, TASKS_TAB } from '@/lib/screens';
import { Choice } from './choice';
import { goOn, usePlace } from './place';
import { useQuote } from './quote';
import { RedeemSheet } from './redeem-sheet';
import { mostOf, ownPhone, type Standing, skuOf, standingOf, type Way, wayOf, waysOf } from './terms';
import { toPlans } from './to-plans';
import type { Member, ProductParts } from './types';
import { PRODUCT_WORDS } from './words';

export interface RedemptionProps {
  product: ProductParts;
  member: Member;
  refetch: () => Promise<unknown>;
}

/** Which variant and how many, the one button at the foot of the screen, and the sheet that it brings up. */
export function Redemption({ product, member, refetch }: RedemptionProps) {
  const [skuId, setSkuId] = useState<string>();
  const [wantedQuantity, setQuantity] = useState(1);
  const [payWith, setPayWith] = useState<Way['payWith']>();
  const [addressId, setAddressId] = useState<string>();
  const [phone, setPhone] = useState(() => ownPhone(member.phoneMasked, member.addresses));
  const { sheet, setSheet, chooseAddress } = useSheet(refetch, setAddressId);
  const place = usePlace();

  const sku = skuOf(product.skus, skuId);
  const most = mostOf(product, sku);
  const quantity = Math.max(1, Math.min(wantedQuantity, most));
  const ways = waysOf(sku, quantity, member.points.available);
  const way = wayOf(ways, payWith);
  const standing = standingOf(product, sku, ways);
  const address = member.addresses.find(({ id }) => id === addressId) ?? member.addresses[0];
  const quote = useQuote({ skuId: sku.id, quantity, payWith: way.payWith }, sheet === 'open');

  const redeem = () =>
    place.mutate(
      {
        skuId: sku.id,
        quantity,
        payWith: way.payWith,
        ...(quote.couponId ? { couponId: quote.couponId } : {}),
        ...(product.kind === 'PHYSICAL' ? { addressId: address?.id } : {}),
        ...(product.kind === 'TOP_UP' ? { phone } : {}),
      },
      {
        onSuccess: (placed) => {
          setSheet('closed');
          void goOn(placed);
        },
      },
    );
  return (
    <>
      <Choice
        product={product}
        sku={sku}
        quantity={quantity}
        most={most}
        isOpen={standing === 'open' || standing === 'short'}
        onSku={setSkuId}
        onQuantity={setQuantity}
      />
      <ActionBar way={way} standing={standing} lock={product.lockedBy} onRedeem={() => setSheet('open')} />
      {sheet === 'open' ? (
        <RedeemSheet
          {...{ product, sku, member, quantity, ways, way, address, phone, place, quote }}
          onWay={setPayWith}
          onPhone={setPhone}
          onAddress={chooseAddress}
          onConfirm={redeem}
          onClose={() => {
            setSheet('closed');
            place.reset();
          }}
        />
      ) : null}
    </>
  );
}

/** The sheet is down while somebody is in the address book, and up again with what was chosen there. */
function useSheet(refetch: () => Promise<unknown>, onAddress: (id: string) => void) {
  const [sheet, setSheet] = useState<'closed' | 'open' | 'away'>('closed');
  useDidShow(() => {
    if (sheet !== 'away') return;
    const chosen = takeChosenAddress();
    if (chosen) onAddress(chosen);
    void refetch().finally(() => setSheet('open'));
  });
  const chooseAddress = () => {
    setSheet('away');
    void Taro.navigateTo({ url: `${SCREENS.addresses}?choose=1` });
  };
  return { sheet, setSheet, chooseAddress };
}

interface ActionBarProps {
  way: Way;
  standing: Standing;
  lock: ProductParts['lockedBy'];
  onRedeem: () => void;
}

/** What it costs, and the one thing to do about it; always in sight. */
function ActionBar({ way, standing, lock, onRedeem }: ActionBarProps) {
  const { format } = useI18n();
  const w = useWords(PRODUCT_WORDS);
  return (
    <Box className="action-bar">
      <Box className="action-bar__price">
        <Price points={way.points} cashFen={way.cashFen} normalCashFen={way.normalCashFen} />
        {standing === 'short' ? (
          <Text className="action-bar__note">{w('short', { points: format.count(way.missing) })}</Text>
        ) : null}
      </Box>
      {standing === 'short' ? (
        <Tap className="button action-bar__go" onTap={() => void Taro.switchTab({ url: TASKS_TAB })}>
          {w('toTasks')}
        </Tap>
      ) : standing === 'locked' ? (
        <Tap className="button action-bar__go" onTap={() => void Taro.navigateTo({ url: SCREENS.levels })}>
          {w('toLevels')}
        </Tap>
      ) : standing === 'planned' ? (
        <Tap className="button action-bar__go" onTap={() => toPlans(lock)}>
          {w('toPlan')}
        </Tap>
      ) : standing === 'open' ? (
        <Tap className="button action-bar__go" onTap={onRedeem}>
          {w('redeem')}
        </Tap>
      ) : (
        <Tap className="button button--off action-bar__go" disabled onTap={onRedeem}>
          {w(`cannot.${standing}`)}
        </Tap>
      )}
    </Box>
  );
}
