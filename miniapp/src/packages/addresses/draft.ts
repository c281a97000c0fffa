import type { AddressPartsFragment } from './generated/graphql';
import { isComplete, type Place, placeOf, regionOf } from './region';

/** An address as it stands in the form. */
export interface Draft {
  name: string;
  phone: string;
  place: Place;
  street: string;
  isDefault: boolean;
}

/** The fields that the server may name in a refusal. */
export const FIELDS = ['name', 'phone', 'region', 'street'] as const;

/** A field of an address. */
export type AddressField = (typeof FIELDS)[number];

/** What is in the form before anything is typed. */
export function draftOf(address: AddressPartsFragment | undefined): Draft {
  if (!address) return { name: '', phone: '', place: ['', '', ''], street: '', isDefault: false };
  const { name, phone, region, street, isDefault } = address;
  return { name, phone, place: placeOf(region), street, isDefault };
}

/** What is sent. */
export function inputOf({ name, phone, place, street, isDefault }: Draft) {
  return { name: name.trim(), phone, region: regionOf(place), street: street.trim(), isDefault };
}

/** The fields that the server would refuse. */
export function wrongFields(draft: Draft): AddressField[] {
  const { name, phone, region, street } = inputOf(draft);
  const isWrong: Record<AddressField, boolean> = {
    name: name === '' || name.length > 40,
    phone: !/^1[3-9]\d{9}$/.test(phone),
    region: !isComplete(draft.place) || region.length > 80,
    street: street === '' || street.length > 120,
  };
  return FIELDS.filter((field) => isWrong[field]);
}

/** A number as it was typed or pasted, in its digits: without spaces and without the country's 86. */
export function digitsOf(typed: string): string {
  return typed
    .replace(/\D/g, '')
    .replace(/^86(?=1)/, '')
    .slice(0, 11);
}
