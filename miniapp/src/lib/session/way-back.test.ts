import Taro from '@tarojs/taro';
import { takeCode } from './entrance.h5';
import { goBackToScreen, noteScreen } from './way-back';

test('who signed in on the screen of an invitation comes back to it, once; from a tab nobody is led away', () => {
  noteScreen('/packages/family/accept?code=F1');
  goBackToScreen(true);
  goBackToScreen(true);
  expect((Taro.navigateTo as jest.Mock).mock.calls).toEqual([[{ url: '/packages/family/accept?code=F1' }]]);
  noteScreen('/pages/me/index');
  goBackToScreen(true);
  expect(Taro.navigateTo).toHaveBeenCalledTimes(1);
  takeCode({ pathname: '/', search: '?familyCode=F2', hash: '' }, { replaceState: jest.fn() });
  goBackToScreen(false);
  expect(Taro.navigateTo).toHaveBeenCalledTimes(1);
  goBackToScreen(true);
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/packages/family/accept?code=F2' });
});
