/** How long a text may be by which something is found: a partner's reference, an openid. In characters. */
export const KEY_TEXT_MAX = 128;

/**
 * Whether a text from outside may serve as a key. MySQL and MariaDB take `'a '` and `'a'` for the same key, SQLite does
 * not, nor does it mind the length of a column; half of a surrogate pair is stored as something else. So such texts are
 * refused where they enter, on every database alike.
 */
export function isKeyText(text: string, max = KEY_TEXT_MAX): boolean {
  if (text === '' || text !== text.trim() || /[\p{Cc}\p{Cs}]/u.test(text)) return false;
  return [...text].length <= max;
}

/** The text, cut to so many characters; never in the middle of one. */
export function cutText(text: string, max: number): string {
  return [...text].slice(0, max).join('');
}
