import { Box, Entry, Tap, Text } from '@/components/ui';
import { useWords } from '@/lib/i18n/use-i18n';
import { isMobile } from './terms';
import type { Address, Member, ProductParts } from './types';
import { PRODUCT_WORDS } from './words';

export interface RecipientProps {
  product: ProductParts;
  member: Member;
  address: Address | undefined;
  phone: string;
  onPhone: (phone: string) => void;
  onAddress: () => void;
}

/** To whom it goes: an address of the book, a phone, or nobody in particular. */
export function Recipient(props: RecipientProps) {
  const w = useWords(PRODUCT_WORDS);
  const { product, member, phone, onPhone } = props;
  if (product.kind === 'PHYSICAL') return <Parcel {...props} />;
  if (product.kind === 'ONLINE_BENEFIT') return <Text className="redeem__note">{w('by.ONLINE_BENEFIT')}</Text>;
  const isWrong = phone.length >= 11 && !isMobile(phone);
  return (
    <Box className="redeem__part">
      <Text className="redeem__label">{w('phone')}</Text>
      <Entry
        kind="phone"
        label={w('phone')}
        placeholder={w('phonePlace')}
        maxLength={11}
        value={phone}
        onChange={(value) => onPhone(value.replace(/\D/g, ''))}
      />
      {isWrong ? (
        <Box className="redeem__wrong" role="alert">
          <Text>{w('phoneWrong')}</Text>
        </Box>
      ) : member.phoneMasked ? (
        <Text className="redeem__note">{w('phoneBound', { phone: member.phoneMasked })}</Text>
      ) : null}
    </Box>
  );
}

/** The address, with the way to the others; or the way to the first. */
function Parcel({ address, onAddress }: Pick<RecipientProps, 'address' | 'onAddress'>) {
  const w = useWords(PRODUCT_WORDS);
  return (
    <Box className="redeem__part">
      <Text className="redeem__label">{w('address')}</Text>
      {address ? (
        <Tap className="redeem__address" onTap={onAddress}>
          <Box className="redeem__words">
            <Box className="redeem__who">
              <Text className="redeem__name">{address.name}</Text>
              <Text className="redeem__phone">{address.phone}</Text>
              {address.isDefault ? <Text className="redeem__default">{w('default')}</Text> : null}
            </Box>
            <Text className="redeem__label">{`${address.region} ${address.street}`}</Text>
          </Box>
          <Box className="cell__more" decorative />
        </Tap>
      ) : (
        <Tap className="redeem__address redeem__address--none" onTap={onAddress}>
          <Box className="redeem__words">
            <Text className="redeem__name">{w('addAddress')}</Text>
            <Text className="redeem__label">{w('addAddressBody')}</Text>
          </Box>
          <Box className="cell__more" decorative />
        </Tap>
      )}
    </Box>
  );
}
