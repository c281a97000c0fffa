import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { DEMO_MEMBERS, memberJson } from '../../../test/support/demo-members';
import { client } from '../../lib/live';
import { choose } from '../../lib/preferences';
import MePage from './index';

jest.mock('../../lib/live', () => ({
  client: { query: jest.fn() },
  session: { signOut: jest.fn() },
  useSession: jest.fn(() => ({ phase: 'signedIn' })),
}));

function show(more: object = {}) {
  const [demo] = DEMO_MEMBERS;
  if (!demo) throw new Error('No demo members');
  (client.query as jest.Mock).mockResolvedValue({ me: { ...memberJson(demo, 'zh'), ...more } });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MePage />
    </QueryClientProvider>,
  );
}

beforeEach(() => choose({ languageChoice: 'zh-CN', appearanceChoice: 'light' }));
afterEach(cleanup);

test.each([
  ['482 积分', '/packages/points/index'],
  ['2 优惠券', '/packages/coupons/index?view=mine'],
  ['¥436.50 储值', '/packages/wallet/index'],
  ['10,800 成长值', '/packages/levels/index'],
  ['付费会员 未开通', '/packages/membership/index'],
  ['家庭共享', '/packages/family/index'],
  ['领券中心', '/packages/coupons/index'],
  ['我的权益', '/packages/benefits/index'],
  ['消息', '/packages/messages/index'],
  ['收货地址', '/packages/addresses/index'],
  ['全部订单', '/packages/orders/index'],
  ['待支付', '/packages/orders/index?state=toPay'],
  ['待发货 3', '/packages/orders/index?state=toShip'],
  ['已完成', '/packages/orders/index?state=done'],
  ['退款/售后', '/packages/orders/index?state=afterSales'],
])('%s leads to its screen', async (name, url) => {
  show();
  fireEvent.click(await screen.findByRole('button', { name }));
  expect(Taro.navigateTo).toHaveBeenLastCalledWith({ url });
});

test('without stored value there is no word of it', async () => {
  show({ wallet: { isOffered: false, balanceFen: 0 } });
  expect(await screen.findByRole('button', { name: '2 优惠券' })).toBeTruthy();
  expect(screen.queryByText('储值')).toBeNull();
});
