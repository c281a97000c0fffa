import { calendarOf } from '../../engine/draft';
import type { MessageTemplateSetting } from '../../platform/config';
import { cutText } from '../../platform/key-text';
import { inWords, type StoredNotification } from '../notifications';
import type { ProgramInForce } from '../programs';

/** What WeChat allows in a field of the kind `thing`. */
const MOST_CHARACTERS = 20;

/**
 * The fields of a template for a message, in Chinese: WeChat shows them on a member's phone, whose language nobody has
 * told us. The instant is written in the form that fields of the kinds `time` and `date` take.
 */
export function fieldsOf(
  { what, when, note }: MessageTemplateSetting,
  notification: StoredNotification,
  current: ProgramInForce,
): Record<string, string> {
  const { title, body } = inWords(notification, current, 'zh-CN');
  const { timeZone } = current.program;
  const [year, month, day] = calendarOf(timeZone).dateOf(notification.createdAt.getTime()).split('-').map(Number);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return {
    [what]: shortened(title),
    [when]: `${year}年${month}月${day}日 ${clock.format(notification.createdAt)}`,
    [note]: shortened(body),
  };
}

function shortened(text: string): string {
  return [...text].length <= MOST_CHARACTERS ? text : `${cutText(text, MOST_CHARACTERS - 1)}…`;
}
