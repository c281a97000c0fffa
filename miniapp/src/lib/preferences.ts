import Taro from '@tarojs/taro';
import { LANGUAGES, type Language, languageOf } from './i18n';
import { createStore, useStore } from './store';

export const APPEARANCES = ['light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

/** What the member chose, and what it comes to on this device. */
export interface Preferences {
  languageChoice: Language | 'system';
  appearanceChoice: Appearance | 'system';
  language: Language;
  appearance: Appearance;
}

const STORAGE_KEY = 'rungs.preferences';

type Choices = Pick<Preferences, 'languageChoice' | 'appearanceChoice'>;

interface SystemSettings {
  language: string | undefined;
  theme: Appearance;
}

/** The device's own settings; WeChat reports them in one call, a browser in two. */
function systemSettings(): SystemSettings {
  if (process.env.TARO_ENV === 'weapp') {
    const base = Taro.getAppBaseInfo();
    return { language: base.language, theme: base.theme === 'dark' ? 'dark' : 'light' };
  }
  return { language: navigator.language, theme: darkQuery()?.matches ? 'dark' : 'light' };
}

function darkQuery(): MediaQueryList | undefined {
  return typeof window.matchMedia === 'function' ? window.matchMedia('(prefers-color-scheme: dark)') : undefined;
}

function resolve(choices: Choices, system: SystemSettings): Preferences {
  return {
    ...choices,
    language: choices.languageChoice === 'system' ? languageOf(system.language) : choices.languageChoice,
    appearance: choices.appearanceChoice === 'system' ? system.theme : choices.appearanceChoice,
  };
}

/** Stored choices; anything unreadable counts as "as the system". */
function storedChoices(): Choices {
  const stored: unknown = Taro.getStorageSync(STORAGE_KEY);
  const given = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<Record<keyof Choices, string>>;
  return {
    languageChoice: LANGUAGES.find((one) => one === given.languageChoice) ?? 'system',
    appearanceChoice: APPEARANCES.find((one) => one === given.appearanceChoice) ?? 'system',
  };
}

const store = createStore<Preferences>(resolve(storedChoices(), systemSettings()));

/** Current preferences, for code outside React. */
export const preferences = { get: store.get, subscribe: store.subscribe };

/** Stores a choice and applies it at once. */
export function choose(change: Partial<Choices>): void {
  const { languageChoice, appearanceChoice } = { ...store.get(), ...change };
  const choices = { languageChoice, appearanceChoice };
  Taro.setStorageSync(STORAGE_KEY, choices);
  store.set(resolve(choices, systemSettings()));
}

/** Follows the device when it turns dark or light while the mini-app is open. Call once, at launch. */
export function followSystem(): void {
  const refresh = () => store.set(resolve(storedChoices(), systemSettings()));
  if (process.env.TARO_ENV === 'weapp') {
    Taro.onThemeChange(refresh);
  } else {
    darkQuery()?.addEventListener?.('change', refresh);
  }
}

/** Preferences, followed. */
export function usePreferences(): Preferences {
  return useStore(store);
}
