import Taro, { useRouter } from '@tarojs/taro';
import { Notice } from '@/components/notice';
import { Page } from '@/components/page';
import { SignIn } from '@/components/sign-in';
import { Box, Heading, Tap, Text } from '@/components/ui';
import { useWords } from '@/lib/i18n/use-i18n';
import { useSession } from '@/lib/live';
import { SCREENS } from '@/lib/screens';
import { useAccept } from './steps';
import { useWhy } from './why';
import { FAMILY_WORDS } from './words';
import './family.scss';

const goHome = () => void Taro.switchTab({ url: '/pages/home/index' });
const goOn = () => void Taro.redirectTo({ url: SCREENS.family });

/** 加入家庭共享: what it means, and one yes. `?code=` is the invitation. */
export default function FamilyAcceptPage() {
  const state = useSession();
  const w = useWords(FAMILY_WORDS);
  const { code } = useRouter().params;
  const accept = useAccept();
  const why = useWhy();

  if (state.phase === 'signedOut') {
    return (
      <Page title="familyAccept.title" inner>
        <SignIn problem={state.problem} />
      </Page>
    );
  }
  return (
    <Page title="familyAccept.title" inner>
      {accept.data ? (
        <Notice
          title={w('accepted')}
          body={w('acceptedBody', { nickname: accept.data.family?.owner.nickname ?? '' })}
          action={{ words: w('toFamily'), run: goOn }}
        />
      ) : code ? (
        <Box className="screen family__accept">
          <Heading level={1} className="notice__title">
            {w('acceptTitle')}
          </Heading>
          <Text className="notice__body">{w('acceptBody')}</Text>
          {accept.error ? (
            <Box className="problem family__problem" role="alert">
              <Text>{why(accept.error)}</Text>
            </Box>
          ) : null}
          <Tap
            className="button"
            disabled={accept.isPending || state.phase === 'starting'}
            onTap={() => accept.mutate(code)}
          >
            {w(accept.isPending ? 'acceptBusy' : 'acceptYes')}
          </Tap>
          <Tap className="button button--quiet family__later" onTap={goHome}>
            {w('later')}
          </Tap>
        </Box>
      ) : (
        <Notice title={w('noCode')} body={w('noCodeBody')} action={{ words: w('home'), run: goHome }} />
      )}
    </Page>
  );
}
