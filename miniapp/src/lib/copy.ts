import Taro from '@tarojs/taro';

/** Puts a text into the clipboard; false where that did not work, which is then to be said. */
export function copyText(data: string): Promise<boolean> {
  return Taro.setClipboardData({ data }).then(
    () => true,
    () => false,
  );
}
