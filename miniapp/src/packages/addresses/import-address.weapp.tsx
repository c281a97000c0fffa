import Taro from '@tarojs/taro';
import { Tap } from '@/components/ui';
import { useWords } from '@/lib/i18n/use-i18n';
import { digitsOf } from './draft';
import type { ImportAddressProps } from './import-address.types';
import { ADDRESSES_WORDS } from './words';

/** Takes over an address of those that the member keeps in WeChat. Who closes the list has chosen none. */
export function ImportAddress({ onImport }: ImportAddressProps) {
  const w = useWords(ADDRESSES_WORDS);
  const choose = () =>
    Taro.chooseAddress().then(
      ({ userName, telNumber, provinceName, cityName, countyName, detailInfo }) =>
        onImport({
          name: userName,
          phone: digitsOf(telNumber),
          place: [provinceName, cityName, countyName],
          street: detailInfo,
        }),
      () => undefined,
    );
  return (
    <Tap className="button button--quiet address-form__import" onTap={() => void choose()}>
      {w('import')}
    </Tap>
  );
}
