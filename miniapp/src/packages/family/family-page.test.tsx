import { QueryClientProvider } from '@tanstack/react-query';
import Taro, { useRouter } from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { client, queryClient, useSession } from '../../lib/live';
import { choose } from '../../lib/preferences';
import FamilyAcceptPage from './accept';
import FamilyPage from './index';

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
const person = (id: string, nickname: string, canRemove = true) => ({
  ...{ id, nickname, avatarUrl: null, joinedAt: '2026-11-20T02:00:00Z', canRemove },
});
const family = (more: object = {}) => ({
  ...{ isOwner: true, seats: 3, coolDownUntil: null, owner: person('m', '林'), members: [person('a', '妈妈')] },
  ...{ invitation: null, shares: [{ code: 'shipping', name: '包邮', description: null }] },
  ...more,
});
const answer = (found: object | null, state: string | null = 'ACTIVE') =>
  query.mockResolvedValue({
    me: {
      ...{ id: 'm', nickname: '林', status: 'ACTIVE', statusReason: null, level: { level: { code: 'gold', rank: 3 } } },
      subscription: state && { state, periodEnd: null, plan: { name: '月卡' } },
      family: found,
    },
    program: { name: '测试会员', timeZone: 'Asia/Shanghai' },
  });

function show(Page = FamilyPage, params: object = {}) {
  (useRouter as jest.Mock).mockReturnValue({ params });
  render(
    <QueryClientProvider client={queryClient}>
      <Page />
    </QueryClientProvider>,
  );
}
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  query.mockReset();
  mutate.mockReset();
  Taro.removeStorageSync('rungs.once');
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedIn' });
});
afterEach(cleanup);

test('a family without a free place says so, and makes no invitation', async () => {
  answer(family({ seats: 1 }));
  show();
  expect(await screen.findByText(/名额已满/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '生成邀请' })).toBeNull();
});

test('the owner invites by a link, and removes somebody after being asked', async () => {
  answer(null);
  show();
  mutate.mockResolvedValueOnce({ familyInvite: { userErrors: [] } });
  const invitation = { code: 'F1', link: 'http://rungs/F1', expiresAt: '2026-11-26T02:00:00Z' };
  await screen.findByRole('button', { name: '生成邀请' });
  answer(family({ invitation, coolDownUntil: '2026-12-01T16:00:00Z' }));
  tap('生成邀请');
  fireEvent.click(await screen.findByRole('button', { name: '复制邀请链接' }));
  await waitFor(() => expect(Taro.setClipboardData).toHaveBeenCalledWith({ data: 'http://rungs/F1' }));
  expect(screen.getByRole('main').textContent).toMatch(/已共享 1\/3 位.*2026年12月2日 起可以再邀请.*妈妈.*包邮/);

  tap('移除 妈妈');
  expect(screen.getByRole('dialog').textContent).toMatch(/冷静期/);
  mutate.mockResolvedValueOnce({ familyRemove: { userErrors: [] } });
  answer(family({ members: [] }));
  tap('确认移除');
  expect(await screen.findByText('还没有家人加入。')).toBeTruthy();
  expect(mutate.mock.calls[1]?.[1].input).toMatchObject({ memberId: 'a' });
});

test('somebody who shares leaves after being asked, and removes nobody', async () => {
  answer(family({ isOwner: false, owner: person('o', '爸爸'), members: [person('m', '林', true)] }), null);
  show();
  fireEvent.click(await screen.findByRole('button', { name: '退出家庭共享' }));
  expect(screen.queryByRole('button', { name: /^移除/ })).toBeNull();
  mutate.mockResolvedValueOnce({ familyLeave: { userErrors: [] } });
  answer(null, null);
  tap('确认退出');
  expect(await screen.findByText('还没有家庭共享')).toBeTruthy();
});

test('an invitation is accepted by a yes; a used one has words; without a code or signed out nothing is asked', async () => {
  show(FamilyAcceptPage, { code: 'F1' });
  expect(mutate).not.toHaveBeenCalled();
  const userErrors = [{ code: 'FAMILY_INVITATION_INVALID', message: 'used' }];
  mutate.mockResolvedValueOnce({ familyAccept: { family: null, userErrors } });
  tap('同意并加入');
  expect((await screen.findByRole('alert')).textContent).toMatch(/已失效或已被使用/);
  mutate.mockResolvedValueOnce({
    familyAccept: { family: { owner: { nickname: '爸爸' }, shares: [] }, userErrors: [] },
  });
  tap('同意并加入');
  expect(await screen.findByText('您现在可以使用 爸爸 共享的权益。')).toBeTruthy();
  cleanup();
  show(FamilyAcceptPage);
  expect(screen.getByText('邀请不完整')).toBeTruthy();
  cleanup();
  (useSession as jest.Mock).mockReturnValue({ phase: 'signedOut', problem: undefined });
  show(FamilyAcceptPage, { code: 'F1' });
  expect(screen.getByRole('button', { name: '微信登录' })).toBeTruthy();
});
