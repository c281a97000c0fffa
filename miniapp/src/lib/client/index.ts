export { type Client, type ClientOptions, type Credentials, createClient } from './client';
export type { Operation } from './operation';
export { createSend, REQUEST_TIMEOUT_MS, type Send } from './send';
export { type Transport, type TransportRequest, type TransportResponse, taroTransport } from './transport';
