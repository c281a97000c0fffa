/** A mini-program has no document; WeChat draws its frame from `theme.json`. */
export function dressDocument(): void {}

/** WeChat's tab bar is there before any code runs. */
export function tabBarReady(): Promise<void> {
  return Promise.resolve();
}
