import { isComplete, placeOf, regionOf } from './region';

test.each([
  ['浙江省 杭州市 西湖区', ['浙江省', '杭州市', '西湖区']],
  ['广东省深圳市南山区', ['广东省', '深圳市', '南山区']],
  ['上海市 徐汇区', ['上海市', '上海市', '徐汇区']],
  ['上海市上海市徐汇区', ['上海市', '上海市', '徐汇区']],
  ['湖北省 恩施土家族苗族自治州 恩施市', ['湖北省', '恩施土家族苗族自治州', '恩施市']],
  ['广东省 东莞市', ['广东省', '东莞市', '']],
  ['Somewhere else', ['', '', 'Somewhere else']],
])('%s is read in its parts', (region, place) => {
  expect(placeOf(region)).toEqual(place);
});

test('what is read is written the same, spaces apart', () => {
  for (const region of ['浙江省 杭州市 西湖区', '上海市 徐汇区', '广东省 东莞市']) {
    expect(regionOf(placeOf(region))).toBe(region);
  }
  expect(regionOf(['上海市', '上海市', ' 徐汇区 '])).toBe('上海市 徐汇区');
});

test('a province alone is no place', () => {
  expect([
    isComplete(['上海市', '上海市', '']),
    isComplete(['', '杭州市', '西湖区']),
    isComplete(['上海市', '', '徐汇区']),
    isComplete(['广东省', '东莞市', '']),
  ]).toEqual([false, false, true, true]);
});
