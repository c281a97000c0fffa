import type { Place } from './region';

/** Where it is: province, city and district. */
export interface RegionFieldProps {
  place: Place;
  problem?: string;
  onChange: (place: Place) => void;
}
