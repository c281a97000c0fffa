import { RUNGS_URL } from './browser';

/** What the demo’s business clock shows. */
export async function demoNow(): Promise<Date> {
  const { now } = (await (await fetch(`${RUNGS_URL}/demo/clock`)).json()) as { now: string };
  return new Date(now);
}

/** Moves the demo’s business clock on to an instant, and runs what falls due on the way. It never goes back. */
export async function moveTo(instant: Date): Promise<void> {
  const minutes = Math.ceil((instant.getTime() - (await demoNow()).getTime()) / 60_000);
  if (minutes <= 0) return;
  const response = await fetch(`${RUNGS_URL}/demo/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: `PT${minutes}M` }),
  });
  if (!response.ok) throw new Error(`The clock stands still: ${await response.text()}`);
}

/** Reads something until it is as it is to be; what is sent to a provider is done only a little later. */
export async function eventually<Found>(
  read: () => Promise<Found>,
  isThere: (found: Found) => boolean,
  tries = 60,
): Promise<Found> {
  for (let left = tries; ; left -= 1) {
    const found = await read();
    if (isThere(found)) return found;
    if (left === 0) throw new Error(`It never came to it: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
