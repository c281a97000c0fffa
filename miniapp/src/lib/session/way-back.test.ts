import Taro from '@tarojs/taro';
import { goBackToScreen, noteScreen } from './way-back';

test('who signed in on the screen of an invitation comes back to it, once; from a tab nobody is led away', () => {
  noteScreen('/packages/family/accept?code=F1');
  goBackToScreen(true);
  goBackToScreen(true);
  expect((Taro.navigateTo as jest.Mock).mock.calls).toEqual([[{ url: '/packages/family/accept?code=F1' }]]);
  noteScreen('/pages/me/index');
  goBackToScreen(true);
  noteScreen('/packages/family/accept?code=F2');
  goBackToScreen(false);
  goBackToScreen(true);
  expect(Taro.navigateTo).toHaveBeenCalledTimes(1);
});
