import { AppOpenRecordDocument } from '@/graphql/generated/graphql';
import { client, queryClient, session } from './live';

/**
 * Tells the server that the app was opened, once a start, as soon as somebody is signed in. Nobody waits for it: what it
 * brings is seen at the next look.
 */
export function recordOpening(scene: string): void {
  const isTold = () => {
    if (session.state.get().phase !== 'signedIn') return false;
    void client.mutate(AppOpenRecordDocument, { input: { scene } }).then(
      ({ appOpenRecord }) => {
        if (appOpenRecord.recorded) void queryClient.invalidateQueries({ refetchType: 'none' });
      },
      () => undefined,
    );
    return true;
  };
  if (isTold()) return;
  const stop = session.state.subscribe(() => {
    if (isTold()) stop();
  });
}
