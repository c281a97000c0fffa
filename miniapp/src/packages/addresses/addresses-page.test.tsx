import { QueryClientProvider } from '@tanstack/react-query';
import Taro, { useRouter } from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { takeChosenAddress } from '../../lib/address-choice';
import { ApiError } from '../../lib/errors';
import { client, queryClient, useSession } from '../../lib/live';
import { choose } from '../../lib/preferences';
import { digitsOf } from './draft';
import AddressPage from './edit';
import type { AddressPartsFragment } from './generated/graphql';
import AddressesPage from './index';

jest.mock('../../lib/live', () => {
  const { QueryClient } = jest.requireActual('@tanstack/react-query');
  return {
    client: { query: jest.fn(), mutate: jest.fn() },
    queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    session: { signIn: jest.fn() },
    useSession: jest.fn(() => ({ phase: 'signedIn' })),
  };
});

const query = client.query as jest.Mock;
const mutate = client.mutate as jest.Mock;

const home = {
  ...{ id: 'adr_1', name: '林小满', phone: '13800001234', region: '浙江省 杭州市 西湖区', street: '文三路 90 号' },
  isDefault: true,
};
const office = { ...home, id: 'adr_2', name: '林经理', street: '延安路 8 号', isDefault: false };

function answer(...books: AddressPartsFragment[][]) {
  let looks = 0;
  query.mockImplementation(async () => {
    const addresses = books[Math.min(looks++, books.length - 1)];
    return {
      me: { id: 'm', status: 'ACTIVE', statusReason: null, level: { level: { code: 'gold', rank: 3 } }, addresses },
    };
  });
}

function show(Page: () => JSX.Element, params: Record<string, string> = {}) {
  (useRouter as jest.Mock).mockReturnValue({ params });
  render(
    <QueryClientProvider client={queryClient}>
      <Page />
    </QueryClientProvider>,
  );
}

const type = (name: string, value: string) =>
  fireEvent.change(screen.getByRole(/省份/.test(name) ? 'combobox' : 'textbox', { name }), { target: { value } });

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  query.mockReset();
  mutate.mockReset();
  Taro.removeStorageSync('rungs.once');
  takeChosenAddress();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('the book shows the default one; another becomes it; one is deleted after a question', async () => {
  answer(
    [home, office],
    [
      { ...home, isDefault: false },
      { ...office, isDefault: true },
    ],
    [office],
  );
  mutate.mockResolvedValueOnce({ addressUpdate: { userErrors: [] } });
  mutate.mockResolvedValueOnce({ addressDelete: { userErrors: [] } });
  show(AddressesPage);
  const [first, second] = await screen.findAllByRole('listitem');
  expect(first?.textContent).toMatch(/林小满13800001234默认浙江省 杭州市 西湖区 文三路 90 号/);
  expect(second?.textContent).not.toMatch(/默认浙/);
  fireEvent.click(screen.getByRole('button', { name: /^把 林经理.*设为默认/ }));
  expect(await screen.findByText(/默认$/, { selector: '.address__default' })).toBeTruthy();
  expect(mutate.mock.calls[0]?.[1].input).toMatchObject({ addressId: 'adr_2', name: '林经理', isDefault: true });
  fireEvent.click(await screen.findByRole('button', { name: /^删除 林小满/ }));
  expect(mutate).toHaveBeenCalledTimes(1);
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '确认删除' }));
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));
  expect(mutate.mock.calls[1]?.[1].input).toEqual({ addressId: 'adr_1' });
});

test('to choose, a tap hands the address over and goes back; without choosing it opens it', async () => {
  answer([home, office]);
  show(AddressesPage, { choose: '1' });
  fireEvent.click(await screen.findByRole('button', { name: /^送到 林经理/ }));
  expect(takeChosenAddress()).toBe('adr_2');
  expect(Taro.navigateBack).toHaveBeenCalled();
  cleanup();
  show(AddressesPage);
  fireEvent.click(await screen.findByRole('button', { name: /^林经理/ }));
  expect(takeChosenAddress()).toBeUndefined();
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/packages/addresses/edit?id=adr_2' });
});

test('what is missing is said at its field before anything is sent; a lost answer is asked for under the same key', async () => {
  answer([]);
  mutate
    .mockRejectedValueOnce(new ApiError('timeout'))
    .mockResolvedValue({ addressCreate: { address: { id: 'adr_9' }, userErrors: [] } });
  show(AddressPage, { choose: '1' });
  fireEvent.click(await screen.findByRole('button', { name: '保存并使用' }));
  expect(mutate).not.toHaveBeenCalled();
  const field = screen.getByRole('textbox', { name: '收货人' });
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('请填写 11 位手机号。')).toBeTruthy();
  type('收货人', ' 林小满 ');
  expect(field.getAttribute('aria-invalid')).toBe('false');
  type('手机号', '+86 138 0000 1234');
  type('省份', '上海市');
  type('区县', '徐汇区');
  type('详细地址', '漕溪北路 1 号');
  fireEvent.click(screen.getByRole('button', { name: '保存并使用' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/服务器响应太慢/);
  fireEvent.click(screen.getByRole('button', { name: '保存并使用' }));
  await waitFor(() => expect(takeChosenAddress()).toBe('adr_9'));
  expect(Taro.navigateBack).toHaveBeenLastCalledWith({ delta: 2 });
  const [first, second] = mutate.mock.calls.map(([, { input }]) => input);
  expect(first).toMatchObject({ name: '林小满', phone: '13800001234', region: '上海市 徐汇区', isDefault: false });
  expect(second).toEqual(first);
});

test('what the server refuses is said at the field that it names', async () => {
  answer([home, office]);
  const refusal = { code: 'INPUT_INVALID', message: 'Give a mobile number.', field: ['phone'] };
  mutate.mockResolvedValueOnce({ addressUpdate: { address: null, userErrors: [refusal] } });
  mutate.mockResolvedValueOnce({ addressUpdate: { address: null, userErrors: [{ ...refusal, field: null }] } });
  show(AddressPage, { id: 'adr_2' });
  fireEvent.click(await screen.findByRole('switch', { name: '设为默认地址' }));
  fireEvent.click(screen.getByRole('button', { name: '保存' }));
  expect(await screen.findByText('请填写 11 位手机号。')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(mutate.mock.calls[0]?.[1].input).toMatchObject({ addressId: 'adr_2', isDefault: true, street: '延安路 8 号' });
  fireEvent.click(screen.getByRole('button', { name: '保存' }));
  expect(await screen.findByRole('alert')).toBeTruthy();
});

test('an address that is gone is said; the default one cannot be made none; with none there is a way to add', async () => {
  answer([home]);
  show(AddressPage, { id: 'adr_7' });
  expect(await screen.findByText('这个地址已经删除了')).toBeTruthy();
  cleanup();
  show(AddressPage, { id: 'adr_1' });
  expect(await screen.findByDisplayValue('杭州市')).toBeTruthy();
  expect(screen.queryByRole('switch')).toBeNull();
  cleanup();
  queryClient.clear();
  answer([]);
  show(AddressesPage);
  fireEvent.click(await screen.findByRole('button', { name: '新增收货地址' }));
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url: '/packages/addresses/edit' });
});

test('a number is taken in its digits', () => {
  expect(['138 0000 1234', '+86-138-0000-1234', '138000012345', 'x'].map(digitsOf)).toEqual([
    '13800001234',
    '13800001234',
    '13800001234',
    '',
  ]);
});
