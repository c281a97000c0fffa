import { billTime } from '../pay/time';
import { SCANS, type Scan, type SimulatedParcel } from './parcels';

/** A parcel as queries and callbacks show it: all scans, the latest first. */
export function resultOf({ com, num, scans }: SimulatedParcel, withStates: boolean): Record<string, unknown> {
  const state = scans.at(-1)?.code ?? '0';
  return {
    message: 'ok',
    nu: num,
    ischeck: state === '3' ? '1' : '0',
    condition: '00',
    com,
    status: '200',
    state,
    data: [...scans].reverse().map((scan) => lineOf(scan, withStates)),
  };
}

function lineOf({ at, code, context }: Scan, withStates: boolean): Record<string, unknown> {
  const time = billTime(at);
  const line = { time, ftime: time, context };
  return withStates ? { ...line, status: SCANS[code]?.status ?? '在途', statusCode: code } : line;
}
