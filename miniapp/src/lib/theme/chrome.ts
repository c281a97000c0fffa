import Taro from '@tarojs/taro';
import { type Language, type MessageKey, translate } from '../i18n';
import { type Appearance, preferences } from '../preferences';
import { dressDocument, tabBarReady } from './document';

const TABS: Extract<MessageKey, `tab.${string}`>[] = ['tab.home', 'tab.tasks', 'tab.mall', 'tab.me'];

/** Colours of what the platform draws itself; the same values as in `tokens.scss` and `theme.json`. */
const CHROME: Record<Appearance, { color: string; selectedColor: string; backgroundColor: string }> = {
  light: { color: '#5d6470', selectedColor: '#8a4b1f', backgroundColor: '#ffffff' },
  dark: { color: '#a3aab8', selectedColor: '#eeb98a', backgroundColor: '#191c22' },
};

/** Gives the tab bar the member's language and appearance, now and after each change. */
export function dressChrome(): void {
  const dress = () => {
    const { language, appearance } = preferences.get();
    dressDocument(language, appearance, CHROME[appearance].backgroundColor);
    void tabBarReady().then(() => dressTabBar(language, appearance));
  };
  dress();
  preferences.subscribe(dress);
}

function dressTabBar(language: Language, appearance: Appearance): void {
  // Refused by the platform while no tab is on screen; the next change or launch dresses it again.
  const ignore = () => undefined;
  Taro.setTabBarStyle({ ...CHROME[appearance], borderStyle: appearance === 'dark' ? 'black' : 'white' }).catch(ignore);
  TABS.forEach((key, index) => {
    Taro.setTabBarItem({ index, text: translate(language, key) }).catch(ignore);
  });
}
