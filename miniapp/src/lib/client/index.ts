export { type Client, type ClientOptions, createClient, type Credentials } from './client';
export { createSend, REQUEST_TIMEOUT_MS, type Send } from './send';
export { taroTransport, type Transport, type TransportRequest, type TransportResponse } from './transport';
