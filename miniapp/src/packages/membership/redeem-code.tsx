import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Ask } from '@/components/ask';
import { Box, Field, Tap, Text } from '@/components/ui';
import { useWords } from '@/lib/i18n/use-i18n';
import { SCREENS } from '@/lib/screens';
import { useRedeem } from './steps';
import { useWhy } from './why';
import { MEMBERSHIP_WORDS } from './words';

/** 兑换码: a gift or a card, turned into a membership; a code that came by a link only waits for the yes. */
export function RedeemCode({ code: given }: { code: string | undefined }) {
  const w = useWords(MEMBERSHIP_WORDS);
  const [isOpen, setIsOpen] = useState(Boolean(given));
  const [code, setCode] = useState(given ?? '');
  const [isEmpty, setIsEmpty] = useState(false);
  const redeem = useRedeem();
  const why = useWhy();
  const close = () => {
    setIsOpen(false);
    redeem.reset();
  };
  const use = () => {
    const typed = code.trim();
    setIsEmpty(typed === '');
    if (typed === '') return;
    redeem.mutate(typed, { onSuccess: () => void Taro.redirectTo({ url: SCREENS.subscription }) });
  };
  return (
    <Box className="cells">
      <Tap className="cell" onTap={() => setIsOpen(true)}>
        <Text className="cell__name">{w('redeem')}</Text>
        <Box className="cell__more" decorative />
      </Tap>
      {isOpen ? (
        <Ask
          title={w('redeem')}
          body={w('redeemBody')}
          yes={w(redeem.isPending ? 'redeemBusy' : 'redeemYes')}
          no={w('later')}
          isBusy={redeem.isPending}
          problem={redeem.error ? why(redeem.error) : undefined}
          onYes={use}
          onNo={close}
        >
          <Field
            label={w('code')}
            value={code}
            onChange={setCode}
            maxLength={64}
            autoComplete="off"
            problem={isEmpty ? w('codeMissing') : undefined}
          />
        </Ask>
      ) : null}
    </Box>
  );
}
