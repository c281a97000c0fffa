import { isHarmlessSvg } from './harmless-svg';

/** The types of pictures that are stored, by the end of the name. */
export const pictureTypes = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
} as const;

/** The end of a picture's name. */
export type PictureType = keyof typeof pictureTypes;

/** What the bytes are, by their content; undefined: no picture that may be stored. */
export function pictureTypeOf(bytes: Buffer): PictureType | undefined {
  if (bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'png';
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpg';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return 'webp';
  return isHarmlessSvg(bytes) ? 'svg' : undefined;
}
