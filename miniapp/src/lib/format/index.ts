export { createFormat, type Format } from './format';
