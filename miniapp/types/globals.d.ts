/// <reference types="@tarojs/taro" />

/** The server the WeChat build talks to, fixed when it is built (`TARO_APP_API`). */
declare const WEAPP_API: string;

declare module '*.svg' {
  const address: string;
  export default address;
}

declare module '*.scss';
