/** A mini-program has no document; WeChat draws its frame from `theme.json`. */
export function dressDocument(): void {}
