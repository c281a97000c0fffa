import { useEffect, useState } from 'react';
import { serverNow } from './server-time';

/**
 * How long it is until the end of something that began at `since`, in ms. Never longer than it was from the start,
 * whatever this device's clock says.
 */
export function timeLeft({ until, since }: { until: string; since: string }, now: number): number {
  const end = Date.parse(until);
  return Math.max(0, Math.min(end - now, end - Date.parse(since)));
}

/** Minutes and seconds: `14:05`; with hours where there are any. */
export function clockWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`;
}

/** The time that is left, in ms, counted down by the second; 0 where there is no end. */
export function useTimeLeft(until: string | null | undefined, since: string): number {
  const [ms, setMs] = useState(() => (until ? timeLeft({ until, since }, serverNow()) : 0));
  useEffect(() => {
    if (!until) return undefined;
    const tick = () => setMs(timeLeft({ until, since }, serverNow()));
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [until, since]);
  return ms;
}
