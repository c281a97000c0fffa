export { ApiError, type ErrorKind, toApiError } from './api-error';
export { wordsFor } from './words';
