import { QueryClientProvider } from '@tanstack/react-query';
import { useRouter } from '@tarojs/taro';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { ApiError } from '../../lib/errors';
import { client, queryClient, session } from '../../lib/live';
import { choose } from '../../lib/preferences';
import LinkPage from './index';

jest.mock('../../lib/live', () => {
  const { QueryClient } = jest.requireActual('@tanstack/react-query');
  return {
    client: { mutate: jest.fn() },
    queryClient: new QueryClient(),
    session: { signIn: jest.fn(), adopt: jest.fn() },
    useSession: jest.fn(() => ({ phase: 'signedIn' })),
  };
});

const mutate = client.mutate as jest.Mock;
const member = { id: 'm', nickname: '林小满', number: '8800 0000 0001' };
const payload = (part: object) => ({ memberLink: { userErrors: [], ...part } });

function show(token?: string) {
  (useRouter as jest.Mock).mockReturnValue({ params: token ? { token } : {} });
  render(
    <QueryClientProvider client={queryClient}>
      <LinkPage />
    </QueryClientProvider>,
  );
}
const confirm = () => fireEvent.click(screen.getByRole('button', { name: '确认关联' }));

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  mutate.mockReset();
  (session.adopt as jest.Mock).mockClear();
});
afterEach(cleanup);

test('nothing is joined before the member says so; then it is told', async () => {
  mutate.mockResolvedValue(payload({ member }));
  show('tok');
  expect(mutate).not.toHaveBeenCalled();
  confirm();
  expect(await screen.findByText('已关联')).toBeTruthy();
  expect(session.adopt).not.toHaveBeenCalled();
});

test('another try after a failure is the same call: the key is that of the token and does not hold it', async () => {
  mutate.mockRejectedValueOnce(new ApiError('timeout')).mockResolvedValueOnce(payload({ member }));
  show('secret-token');
  confirm();
  await screen.findByRole('alert');
  confirm();
  await screen.findByText('已关联');
  const [first, second] = mutate.mock.calls.map(([, { input }]) => input);
  expect(second).toEqual(first);
  expect(first.idempotencyKey).toMatch(/^link-[0-9a-f]{16}$/);
});

test('who goes on as another gets the new session', async () => {
  const next = { accessToken: 'a', refreshToken: 'r', expiresAt: '2026-11-22T08:00:00Z' };
  mutate.mockResolvedValue(payload({ member, session: next }));
  show('tok');
  confirm();
  expect(await screen.findByText('已切换到原有会员账户')).toBeTruthy();
  expect(session.adopt).toHaveBeenCalledWith(next);
});

test('two histories wait for staff', async () => {
  mutate.mockResolvedValue(payload({ member, mergeRequest: { id: 'q', requestedAt: '2026-11-22T08:00:00Z' } }));
  show('tok');
  confirm();
  expect(await screen.findByText('已提交，等待工作人员处理')).toBeTruthy();
});

test('a used link says where to get another', async () => {
  mutate.mockResolvedValue(payload({ userErrors: [{ code: 'LINK_TOKEN_INVALID', message: 'used' }] }));
  show('tok');
  confirm();
  expect((await screen.findByRole('alert')).textContent).toMatch(/已经用过或超过 10 分钟/);
});

test('a link without a token says that it is incomplete', () => {
  show();
  expect(screen.getByText('这个链接不完整')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '确认关联' })).toBeNull();
});
