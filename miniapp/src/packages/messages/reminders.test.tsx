import { QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ApiError } from '../../lib/errors';
import { client, queryClient } from '../../lib/live';
import { choose } from '../../lib/preferences';
import { Reminders } from './reminders.weapp';

jest.mock('../../lib/live', () => {
  const { QueryClient } = jest.requireActual('@tanstack/react-query');
  return {
    client: { query: jest.fn(), mutate: jest.fn() },
    queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    useSession: jest.fn(() => ({ phase: 'signedIn' })),
  };
});

const query = client.query as jest.Mock;
const mutate = client.mutate as jest.Mock;
const ask = Taro.requestSubscribeMessage as unknown as jest.Mock;

const offered = (...left: number[]) => ({
  me: {
    id: 'm',
    messageTemplates: left.map((count, index) => ({ name: `模板${index}`, templateId: `t${index}`, left: count })),
  },
});
const recorded = { messageConsentRecord: { member: { id: 'm', messageTemplates: [] }, userErrors: [] } };

function show() {
  render(
    <QueryClientProvider client={queryClient}>
      <Reminders />
    </QueryClientProvider>,
  );
}
const tap = async () => fireEvent.click(await screen.findByRole('button', { name: '允许提醒' }));

beforeEach(() => {
  choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' });
  queryClient.clear();
  for (const mock of [query, mutate, ask]) mock.mockReset();
  query.mockResolvedValue(offered(4, 0, 1, 2));
});
afterEach(cleanup);

test('a tap asks for the three with the fewest left, and records what was answered', async () => {
  ask.mockResolvedValue({ errMsg: 'requestSubscribeMessage:ok', t1: 'accept', t2: 'reject', t3: 'filter' });
  mutate.mockResolvedValue(recorded);
  show();
  await tap();
  await waitFor(() => expect(mutate).toHaveBeenCalledTimes(1));
  expect(ask).toHaveBeenCalledWith({ tmplIds: ['t1', 't2', 't3'], entityIds: [] });
  expect(mutate.mock.calls[0]?.[1].input).toEqual({
    idempotencyKey: expect.stringMatching(/^consent-\d+$/),
    answers: [
      { templateId: 't1', answer: 'ACCEPT' },
      { templateId: 't2', answer: 'REJECT' },
    ],
  });
  // What is left now is the server's to say.
  await waitFor(() => expect(query).toHaveBeenCalledTimes(2));
});

test('a dialog that was not shown records nothing', async () => {
  ask.mockRejectedValue({ errCode: 20004 });
  show();
  await tap();
  await waitFor(() => expect(query).toHaveBeenCalledTimes(2));
  expect(mutate).not.toHaveBeenCalled();
});

test('what could not be recorded says why', async () => {
  ask.mockResolvedValue({ t1: 'accept' });
  mutate.mockRejectedValue(new ApiError('network'));
  show();
  await tap();
  expect((await screen.findByRole('alert')).textContent).toMatch(/没能记下您的选择：连不上服务器/);
});

test('nothing is shown where there is no template', async () => {
  query.mockResolvedValue(offered());
  show();
  await waitFor(() => expect(query).toHaveBeenCalledTimes(1));
  expect(screen.queryByText('微信提醒')).toBeNull();
});
