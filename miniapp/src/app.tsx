import { QueryClientProvider } from '@tanstack/react-query';
import { useLaunch } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { recordOpening } from '@/lib/app-opening';
import { queryClient, session } from '@/lib/live';
import { followSystem } from '@/lib/preferences';
import { goBackToScreen } from '@/lib/session';
import { dressChrome } from '@/lib/theme';
import './app.scss';

/** The whole mini-app. Signing in begins here, once, before any tab asks for data. */
export default function App({ children }: PropsWithChildren) {
  useLaunch((options) => {
    followSystem();
    dressChrome();
    void session.start().then(() => goBackToScreen(session.state.get().phase === 'signedIn'));
    recordOpening(String(options?.scene ?? 'h5'));
  });
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
