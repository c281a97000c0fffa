/** In a browser there is no dialog of WeChat that could be asked. */
export function Reminders(): null {
  return null;
}
