import type { Context } from '../../graphql/context';
import type { ProgramCatalogue } from '../programs';
import { notificationLoader } from './notifications.loaders';
import { Notification } from './notifications.types';

/** The one place that decides who may see a message: the member to whom it was written, and nobody else. */
export function visibleNotification(programs: ProgramCatalogue) {
  return async (context: Context, rowId: number): Promise<Notification | null> => {
    const { principal, loaders, locale } = context;
    if (principal.audience !== 'member') return null;
    const stored = await loaders.load(notificationLoader, rowId);
    if (stored?.memberId !== principal.memberId) return null;
    return Notification.from(stored, await programs.current(), locale);
  };
}
