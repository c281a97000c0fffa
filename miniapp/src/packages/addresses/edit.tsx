import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Notice } from '@/components/notice';
import { Screen } from '@/components/screen';
import { Box, Field, Switch, Tap, Text } from '@/components/ui';
import { chooseAddress } from '@/lib/address-choice';
import { wordsFor } from '@/lib/errors';
import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import { useMemberQuery } from '@/lib/member-query';
import { tintOf } from '@/lib/theme';
import { type AddressField, type Draft, digitsOf, draftOf, FIELDS, wrongFields } from './draft';
import { AddressesDocument, type AddressPartsFragment } from './generated/graphql';
import { ImportAddress } from './import-address';
import { RegionField } from './region-field';
import { useSaveAddress } from './save-address';
import { ADDRESSES_WORDS } from './words';
import './addresses.scss';

/** 编辑收货地址: the one of `?id=`, or a new one; with `?choose=1` what is saved is chosen as well. */
export default function AddressPage() {
  const query = useMemberQuery('addresses', AddressesDocument, {});
  const w = useWords(ADDRESSES_WORDS);
  const { id, choose } = useRouter().params;
  const member = query.data?.me;
  return (
    <Screen
      title={id ? 'address.title' : 'newAddress.title'}
      tint={member ? tintOf(member.level.level) : undefined}
      query={query}
      data={member}
    >
      {({ addresses }) => {
        const address = addresses.find((one) => one.id === id);
        if (id && !address) {
          const action = { words: w('back'), run: () => void Taro.navigateBack() };
          return <Notice title={w('gone')} body={w('goneBody')} action={action} />;
        }
        return <AddressForm address={address} isFirst={addresses.length === 0} isChoice={choose === '1'} />;
      }}
    </Screen>
  );
}

interface AddressFormProps {
  address: AddressPartsFragment | undefined;
  /** The first one is the default one in any case. */
  isFirst: boolean;
  isChoice: boolean;
}

function AddressForm({ address, isFirst, isChoice }: AddressFormProps) {
  const { t } = useI18n();
  const w = useWords(ADDRESSES_WORDS);
  const [draft, setDraft] = useState<Draft>(() => draftOf(address));
  const [wrong, setWrong] = useState<AddressField[]>([]);
  const save = useSaveAddress(address?.id, (id) => {
    if (isChoice) chooseAddress(id);
    // Back over the list, too, when what was saved is the choice.
    void Taro.navigateBack({ delta: isChoice ? 2 : 1 });
  });
  const refused = FIELDS.find((field) => field === save.error?.field);
  const problemOf = (field: AddressField) =>
    wrong.includes(field) || refused === field ? w(`problem.${field}`) : undefined;
  const change = (part: Partial<Draft>, field?: AddressField) => {
    setDraft((before) => ({ ...before, ...part }));
    setWrong((before) => before.filter((one) => one !== field));
    if (refused === field) save.reset();
  };
  const submit = () => {
    const found = wrongFields(draft);
    setWrong(found);
    if (found.length === 0) save.mutate(draft);
  };
  return (
    <>
      <ImportAddress onImport={(taken) => change(taken)} />
      <Box className="panel address-form">
        <Field
          label={w('name')}
          value={draft.name}
          problem={problemOf('name')}
          placeholder={w('nameHint')}
          autoComplete="name"
          maxLength={40}
          onChange={(name) => change({ name }, 'name')}
        />
        <Field
          label={w('phone')}
          value={draft.phone}
          problem={problemOf('phone')}
          placeholder={w('phoneHint')}
          type="tel"
          autoComplete="tel-national"
          onChange={(typed) => change({ phone: digitsOf(typed) }, 'phone')}
        />
        <RegionField
          place={draft.place}
          problem={problemOf('region')}
          onChange={(place) => change({ place }, 'region')}
        />
        <Field
          label={w('street')}
          value={draft.street}
          problem={problemOf('street')}
          placeholder={w('streetHint')}
          autoComplete="street-address"
          maxLength={120}
          long
          onChange={(street) => change({ street }, 'street')}
        />
        {isFirst || address?.isDefault ? null : (
          <Switch label={w('isDefault')} on={draft.isDefault} onChange={(isDefault) => change({ isDefault })} />
        )}
      </Box>
      {save.error && !refused ? (
        <Box className="blocked" role="alert">
          <Text>{t(wordsFor(save.error))}</Text>
        </Box>
      ) : null}
      <Tap className="button addresses__add" disabled={save.isPending} onTap={submit}>
        {save.isPending ? w('saving') : w(isChoice ? 'saveAndUse' : 'save')}
      </Tap>
    </>
  );
}
