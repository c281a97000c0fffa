import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ApiError } from '../../lib/errors';
import { client, queryClient } from '../../lib/live';
import { choose } from '../../lib/preferences';
import MessagesPage from './index';

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
const message = (id: string, more: object) => ({
  cursor: id,
  node: {
    id,
    kind: 'LEVEL_UP',
    title: `标题 ${id}`,
    body: '内容',
    createdAt: '2026-11-01T00:00:00.000Z',
    readAt: null,
    ...more,
  },
});
const inbox = (unreadCount: number, edges: object[]) => ({
  me: {
    id: 'm',
    status: 'ACTIVE',
    unreadCount,
    notifications: { edges, pageInfo: { endCursor: null, hasNextPage: false } },
  },
});
const marked = (unreadCount: number) => ({
  notificationMarkRead: { member: { id: 'm', unreadCount }, userErrors: [] },
});

function show() {
  render(
    <QueryClientProvider client={queryClient}>
      <MessagesPage />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  for (const mock of [query, mutate, Taro.navigateTo as jest.Mock]) mock.mockClear();
  query.mockResolvedValue(
    inbox(2, [message('a', { action: { open: 'LEVEL' } }), message('b', { action: { open: 'ELSEWHERE' } })]),
  );
});
afterEach(cleanup);

test('a tap reads the message and leads to its screen', async () => {
  mutate.mockResolvedValue(marked(1));
  show();
  fireEvent.click(await screen.findByText('标题 a'));
  await screen.findByText('1 条未读');
  expect(mutate.mock.calls[0]?.[1]).toEqual({ input: { ids: ['a'] } });
  expect(screen.getAllByRole('img', { name: '未读' })).toHaveLength(1);
  expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/packages/levels/index' });
});

test('a message about a task leads to the tab of tasks', async () => {
  query.mockResolvedValue(inbox(1, [message('t', { action: { open: 'TASKS' } })]));
  mutate.mockResolvedValue(marked(0));
  show();
  fireEvent.click(await screen.findByText('标题 t'));
  await screen.findByText('都已读完');
  expect(Taro.switchTab).toHaveBeenCalledWith({ url: '/pages/tasks/index' });
  expect(Taro.navigateTo).not.toHaveBeenCalled();
});

test('a target that is not known leads nowhere', async () => {
  mutate.mockResolvedValue(marked(1));
  show();
  fireEvent.click(await screen.findByText('标题 b'));
  await screen.findByText('1 条未读');
  expect(Taro.navigateTo).not.toHaveBeenCalled();
});

test('all are read by one tap', async () => {
  mutate.mockResolvedValue(marked(0));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '全部已读' }));
  await screen.findByText('都已读完');
  expect(mutate.mock.calls[0]?.[1]).toEqual({ input: { all: true } });
  expect(screen.queryByRole('img', { name: '未读' })).toBeNull();
});

test('what could not be marked stays unread, and says why', async () => {
  mutate.mockRejectedValue(new ApiError('network'));
  show();
  fireEvent.click(await screen.findByRole('button', { name: '全部已读' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/没能标为已读：连不上服务器/);
  expect(screen.getAllByRole('img', { name: '未读' })).toHaveLength(2);
});

test('an empty inbox says what will be there', async () => {
  query.mockResolvedValue(inbox(0, []));
  show();
  await waitFor(() => expect(screen.getByText('还没有消息')).toBeTruthy());
});
