/** The address that was tapped in the address book, on its way to the screen that asked for it. */
let chosen: string | undefined;

/** Hands an address to the screen that opened the address book to choose one. */
export function chooseAddress(id: string): void {
  chosen = id;
}

/** The address chosen since the last look; it is handed over once. */
export function takeChosenAddress(): string | undefined {
  const id = chosen;
  chosen = undefined;
  return id;
}
