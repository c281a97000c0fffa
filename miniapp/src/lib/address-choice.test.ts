import { chooseAddress, takeChosenAddress } from './address-choice';

test('a chosen address is handed over once; the last choice counts', () => {
  expect(takeChosenAddress()).toBeUndefined();
  chooseAddress('one');
  chooseAddress('two');
  expect(takeChosenAddress()).toBe('two');
  expect(takeChosenAddress()).toBeUndefined();
});
