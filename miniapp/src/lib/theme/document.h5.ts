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
