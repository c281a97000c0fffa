/** Province, city and district as they are filled in; a city that is its own province has no other. */
export type Place = readonly [province: string, city: string, district: string];

/** Every province as addresses name it. */
export const PROVINCES = [
  ...['北京市', '天津市', '河北省', '山西省', '内蒙古自治区', '辽宁省', '吉林省', '黑龙江省', '上海市', '江苏省'],
  ...['浙江省', '安徽省', '福建省', '江西省', '山东省', '河南省', '湖北省', '湖南省', '广东省', '广西壮族自治区'],
  ...['海南省', '重庆市', '四川省', '贵州省', '云南省', '西藏自治区', '陕西省', '甘肃省', '青海省'],
  ...['宁夏回族自治区', '新疆维吾尔自治区', '香港特别行政区', '澳门特别行政区', '台湾省'],
];

/** One text of it, as the server keeps it: what says the same twice is said once. */
export function regionOf(place: Place): string {
  const parts = place.map((part) => part.trim()).filter(Boolean);
  return parts.filter((part, at) => part !== parts[at - 1]).join(' ');
}

/** The parts of a stored text, also of one that was written without spaces; what is not understood is the district. */
export function placeOf(region: string): Place {
  const text = region.trim();
  const province = PROVINCES.find((one) => text.startsWith(one)) ?? '';
  const rest = text.slice(province.length).trim();
  if (province.endsWith('市') || province.endsWith('行政区'))
    return [province, province, withoutPrefix(rest, province)];
  const [, city = '', district = ''] = /^(\S+?(?:市|自治州|地区|盟))\s*(.*)$/.exec(rest) ?? [];
  return city ? [province, city, district] : [province, '', rest];
}

/** Whether it names a place: a province, and at least one part inside. */
export function isComplete([province, city, district]: Place): boolean {
  const inner = [city, district].map((part) => part.trim()).filter((part) => part && part !== province.trim());
  return province.trim() !== '' && inner.length > 0;
}

const withoutPrefix = (text: string, prefix: string) =>
  text.startsWith(prefix) ? text.slice(prefix.length).trim() : text;
