import Taro from '@tarojs/taro';
import { ApiError } from '../errors';

/** One HTTP POST; the body comes back as text because a proxy's error page is not JSON. */
export interface TransportRequest {
  url: string;
  body: string;
  headers: Record<string, string>;
  timeoutMs: number;
}

export interface TransportResponse {
  status: number;
  body: string;
}

/** Resolves with whatever status came back; throws an `ApiError` of kind `network` or `timeout` when nothing did. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** The only caller of `Taro.request`. Its own timer holds in both builds and also stops the request. */
export const taroTransport: Transport = ({ url, body, headers, timeoutMs }) =>
  new Promise((resolve, reject) => {
    const task = Taro.request<string>({
      url,
      method: 'POST',
      data: body,
      header: headers,
      dataType: 'text',
      responseType: 'text',
      // The platform's limit stays behind ours, so that one place decides what counts as too long.
      timeout: timeoutMs + 5_000,
    });
    const timer = setTimeout(() => {
      reject(new ApiError('timeout'));
      task.abort?.();
    }, timeoutMs);
    task.then(
      (answer) => {
        clearTimeout(timer);
        resolve({ status: answer.statusCode, body: typeof answer.data === 'string' ? answer.data : '' });
      },
      () => {
        clearTimeout(timer);
        reject(new ApiError('network'));
      },
    );
  });
