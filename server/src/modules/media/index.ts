/** Stored pictures: what other modules may use. */
export { unknownMedia } from './media.store';
export { MAX_PICTURE_BYTES, readPicture, recordMedia, storePictures } from './store-picture';
