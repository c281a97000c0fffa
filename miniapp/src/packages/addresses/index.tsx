import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Ask } from '@/components/ask';
import { Blocked } from '@/components/blocked';
import { Notice } from '@/components/notice';
import { Screen } from '@/components/screen';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { chooseAddress } from '@/lib/address-choice';
import { wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { SCREENS } from '@/lib/screens';
import { tintOf } from '@/lib/theme';
import { AddressesDocument, type AddressPartsFragment } from './generated/graphql';
import { useDeleteAddress, useMakeDefault } from './save-address';
import { ADDRESSES_WORDS } from './words';
import './addresses.scss';

/** So many the server keeps. */
const MOST = 20;

/** 收货地址: where parcels go. With `?choose=1` a tap hands the address to the screen before. */
export default function AddressesPage() {
  const query = useMemberQuery('addresses', AddressesDocument, {});
  const w = useWords(ADDRESSES_WORDS);
  const { choose } = useRouter().params;
  const isChoice = choose === '1';
  const member = query.data?.me;
  const edit = (id?: string) => {
    const params = [id ? `id=${id}` : '', isChoice ? 'choose=1' : ''].filter(Boolean).join('&');
    void Taro.navigateTo({ url: params ? `${SCREENS.address}?${params}` : SCREENS.address });
  };
  return (
    <Screen title="addresses.title" tint={member ? tintOf(member.level.level) : undefined} query={query} data={member}>
      {(me) => (
        <>
          <Blocked member={me} />
          {me.addresses.length === 0 ? (
            <Notice title={w('none')} body={w('noneBody')} action={{ words: w('add'), run: () => edit() }} />
          ) : (
            <>
              {isChoice ? (
                <Heading level={2} className="addresses__heading">
                  {w('choose')}
                </Heading>
              ) : null}
              <Book addresses={me.addresses} isChoice={isChoice} onEdit={edit} />
              {me.addresses.length < MOST ? (
                <Tap className="button addresses__add" onTap={() => edit()}>
                  {w('add')}
                </Tap>
              ) : (
                <Text className="more__end">{w('full', { count: String(MOST) })}</Text>
              )}
            </>
          )}
        </>
      )}
    </Screen>
  );
}

interface BookProps {
  addresses: readonly AddressPartsFragment[];
  isChoice: boolean;
  onEdit: (id: string) => void;
}

function Book({ addresses, isChoice, onEdit }: BookProps) {
  const { t } = useI18n();
  const w = useWords(ADDRESSES_WORDS);
  const [leaving, setLeaving] = useState<AddressPartsFragment>();
  const close = () => setLeaving(undefined);
  const remove = useDeleteAddress(close);
  const makeDefault = useMakeDefault();
  const ask = (address: AddressPartsFragment) => {
    remove.reset();
    setLeaving(address);
  };
  return (
    <>
      {makeDefault.error ? (
        <Box className="blocked" role="alert">
          <Text>{t(wordsFor(makeDefault.error))}</Text>
        </Box>
      ) : null}
      <Box role="list" label={w('list')}>
        {addresses.map((address) => (
          <Box key={address.id} className="panel address" role="listitem">
            <AddressWords address={address} isChoice={isChoice} onEdit={onEdit} />
            <Box className="address__foot">
              {address.isDefault ? null : (
                <Tap
                  className="address__step address__step--first"
                  label={w('makeDefaultIt', spoken(address))}
                  disabled={makeDefault.isPending}
                  onTap={() => makeDefault.mutate(address)}
                >
                  {w('makeDefault')}
                </Tap>
              )}
              <Tap className="address__step" label={w('editIt', spoken(address))} onTap={() => onEdit(address.id)}>
                {w('edit')}
              </Tap>
              <Tap className="address__step" label={w('deleteIt', spoken(address))} onTap={() => ask(address)}>
                {w('delete')}
              </Tap>
            </Box>
          </Box>
        ))}
      </Box>
      {leaving ? (
        <Ask
          title={w('deleteTitle')}
          body={w('deleteBody', { ...spoken(leaving), phone: leaving.phone })}
          yes={w('deleteYes')}
          no={w('deleteNo')}
          isBusy={remove.isPending}
          problem={remove.error ? t(wordsFor(remove.error)) : undefined}
          onYes={() => remove.mutate(leaving.id)}
          onNo={close}
        />
      ) : null}
    </>
  );
}

interface AddressWordsProps {
  address: AddressPartsFragment;
  isChoice: boolean;
  onEdit: (id: string) => void;
}

/** Who and where; a tap takes it, or opens it where nothing is to be chosen. */
function AddressWords({ address, isChoice, onEdit }: AddressWordsProps) {
  const w = useWords(ADDRESSES_WORDS);
  const { id, name, phone, region, street, isDefault } = address;
  const take = () => {
    chooseAddress(id);
    void Taro.navigateBack();
  };
  const words = (
    <>
      <Box className="address__who">
        <Text className="address__name">{name}</Text>
        <Text className="address__phone">{phone}</Text>
        {isDefault ? <Text className="address__default">{w('default')}</Text> : null}
      </Box>
      <Text className="address__place">{`${region} ${street}`}</Text>
    </>
  );
  if (!isChoice) {
    return (
      <Tap className="address__words" onTap={() => onEdit(id)}>
        {words}
      </Tap>
    );
  }
  return (
    <Tap className="address__words" label={w('chooseIt', spoken(address))} onTap={take}>
      {words}
    </Tap>
  );
}

const spoken = ({ name, region, street }: AddressPartsFragment) => ({ name, place: `${region} ${street}` });
