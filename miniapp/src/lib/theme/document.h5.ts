import type { Language } from '../i18n';
import type { Appearance } from '../preferences';
import '@/styles/browser.scss';

/** Tells the browser, and with it screen readers, the language and appearance of the document. */
export function dressDocument(language: Language, appearance: Appearance, barColor: string): void {
  const root = document.documentElement;
  root.lang = language;
  root.dataset.appearance = appearance;
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', barColor);
}

/** About five seconds of frames: the tab bar of a slow phone, not a page that has none. */
const FRAMES = 300;

/** Settles once Taro's tab bar listens: until it is drawn, it misses what it is told. */
export function tabBarReady(): Promise<void> {
  return new Promise((resolve) => {
    let frames = 0;
    const look = () => {
      frames += 1;
      if (document.querySelector('taro-tabbar a') || frames > FRAMES) requestAnimationFrame(() => resolve());
      else requestAnimationFrame(look);
    };
    look();
  });
}
