import Taro, { useDidShow } from '@tarojs/taro';
import { type ReactNode, useEffect } from 'react';
import type { MessageKey } from '@/lib/i18n';
import { useI18n } from '@/lib/i18n/use-i18n';
import { usePreferences } from '@/lib/preferences';
import type { Tint } from '@/lib/theme';
import { Box, TopBar } from '../ui';

export interface PageProps {
  title: Extract<MessageKey, `${string}.title`>;
  /** The level that colours the screen; none while it is unknown. */
  tint?: Tint;
  /** A screen outside the tabs: it needs a way back. */
  inner?: boolean;
  children: ReactNode;
}

/** The frame of every screen: appearance, tint and title in the member's language. */
export function Page({ title, tint, inner = false, children }: PageProps) {
  const { t } = useI18n();
  const { appearance } = usePreferences();
  const words = t(title);
  const name = () => void Taro.setNavigationBarTitle({ title: words });
  // A hidden tab would rename the one on screen, so each names itself when it comes up.
  useDidShow(name);
  useEffect(name, [words]);
  return (
    <Box className={`page ${appearance} ${tint ? `tint-${tint}` : ''}`} role="main">
      <Box className="page__wash" decorative />
      {inner ? <TopBar title={words} backLabel={t('page.back')} onBack={goBack} /> : null}
      {children}
    </Box>
  );
}

/** To the screen before; to the home tab for somebody who came by a link. */
function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: '/pages/home/index' });
}
