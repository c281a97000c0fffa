import { QueryClient } from '@tanstack/react-query';
import { createClient, createSend, taroTransport } from './client';
import { preferences } from './preferences';
import { invitationStore, Session, type SessionState, tokenStore } from './session';
import { entrance } from './session/entrance';
import { useStore } from './store';

/** The one place where the parts are put together; components import from here and tests build their own. */

const send = createSend({
  transport: taroTransport,
  api: process.env.TARO_ENV === 'weapp' ? WEAPP_API : '',
  language: () => preferences.get().language,
});

/** Tabs of one browser share the stored session, so they take turns at renewing it. */
function acrossTabs<T>(task: () => Promise<T>): Promise<T> {
  if (process.env.TARO_ENV === 'weapp' || !navigator.locks) return task();
  return navigator.locks.request('rungs.session', task) as Promise<T>;
}

export const session = new Session({
  send,
  tokens: tokenStore,
  invitation: invitationStore,
  entrance,
  exclusively: acrossTabs,
});

export const client = createClient({ send, credentials: session });

/** The client repeats reads itself and a mini-program has no window to watch, so the cache does neither. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: false, staleTime: 30_000 },
    mutations: { retry: false, networkMode: 'always' },
  },
});

// What one member has seen must never be shown to the next.
session.state.subscribe(() => {
  if (session.state.get().phase === 'signedOut') queryClient.clear();
});

/** The session's state, followed. */
export function useSession(): SessionState {
  return useStore(session.state);
}
