import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { DEMO_MEMBERS, memberJson, programJson } from '../../../test/support/demo-members';
import type { HomeQuery } from '../../graphql/generated/graphql';
import { ladderOf, type Rung } from '../../lib/ladder';
import { choose } from '../../lib/preferences';
import { tintOf } from '../../lib/theme/tint';
import { LevelLadder } from '../level-ladder';
import { LevelCard } from './index';

type Member = NonNullable<HomeQuery['me']>;

function memberOf(openid: string, tongue: 'zh' | 'en' = 'zh'): Member {
  const demo = DEMO_MEMBERS.find((one) => one.openid === openid);
  if (!demo) throw new Error(`No demo member ${openid}`);
  return memberJson(demo, tongue) as Member;
}

const program = programJson('zh');
const rungsOf = (member: Member) => ladderOf(member, program);

function show(member: Member, pick: (rung: Rung) => boolean) {
  const rung = rungsOf(member).find(pick);
  if (!rung) throw new Error('No such rung');
  return render(<LevelCard rung={rung} member={member} />).container.textContent;
}

beforeEach(() => choose({ languageChoice: 'zh-CN' }));
afterEach(cleanup);

describe('the ladder', () => {
  test('stands the member on the right rung and counts what is missing', () => {
    const rungs = rungsOf(memberOf('lin'));
    expect(rungs.map(({ level, state, missing }) => [level.code, state, missing])).toEqual([
      ['bronze', 'reached', 0],
      ['silver', 'current', 0],
      ['gold', 'locked', 1_200],
      ['platinum', 'locked', 19_200],
      ['diamond', 'locked', 69_200],
    ]);
    expect(rungs.map(({ climbed }) => climbed)).toEqual([1, 1, expect.closeTo(0.8667, 3), 0, 0]);
  });

  test('keeps a level that the programme no longer lists', () => {
    const member = memberOf('lin');
    const retired = {
      ...member,
      level: { ...member.level, level: { code: 'jade', name: '翡翠', rank: 2, threshold: 1 } },
    };
    expect(
      rungsOf(retired)
        .filter(({ state }) => state === 'current')
        .map(({ level }) => level.code),
    ).toEqual(['jade']);
  });

  test('lists the highest first and tells which was tapped', () => {
    const onPick = jest.fn();
    render(<LevelLadder rungs={rungsOf(memberOf('lin'))} index={1} onPick={onPick} />);
    const buttons = screen.getAllByRole('button');
    expect(buttons.map((one) => one.textContent)).toEqual([
      '钻石会员需成长值 80,000还差 69,200',
      '铂金会员需成长值 30,000还差 19,200',
      '黄金会员需成长值 12,000还差 1,200',
      '白银会员需成长值 3,000当前等级',
      '青铜会员注册即享已达成',
    ]);
    fireEvent.click(screen.getByText('钻石会员'));
    expect(onPick).toHaveBeenCalledWith(4);
  });
});

describe('the card', () => {
  test('of the own level says the value, the goal and the server’s sentence', () => {
    const text = show(memberOf('lin'), ({ state }) => state === 'current');
    expect(text).toBe('当前等级白银会员需成长值 3,00010,800 / 12,000成长值再消费 ¥1,200 升级黄金会员');
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('86');
    expect(screen.getByRole('group', { name: '白银会员，当前等级' })).toBeTruthy();
  });

  test('of the top level has no gap', () => {
    const text = show(memberOf('su'), ({ state }) => state === 'current');
    expect(text).toMatch(/96,300成长值您已站上最高一阶/);
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('100');
  });

  test('of the next level repeats the server’s sentence', () => {
    expect(show(memberOf('lin'), ({ level }) => level.code === 'gold')).toMatch(/未解锁.*再消费 ¥1,200 升级黄金会员/);
  });

  test('of a level further up says what is missing', () => {
    expect(show(memberOf('lin'), ({ level }) => level.code === 'diamond')).toMatch(/再积累 69,200 成长值即可解锁/);
  });

  test('of a level passed says so', () => {
    expect(show(memberOf('lin'), ({ state }) => state === 'reached')).toMatch(/已达成.*您已走过这一阶/);
  });

  test('speaks English', () => {
    choose({ languageChoice: 'en' });
    expect(show(memberOf('lin', 'en'), ({ state }) => state === 'current')).toMatch(/Your level/);
  });
});

test('a level of another programme gets a neutral look, and neighbours differ', () => {
  expect(tintOf({ code: 'Gold', rank: 1 })).toBe('gold');
  const others = [1, 2, 3].map((rank) => tintOf({ code: `v${rank}`, rank }));
  expect(new Set(others).size).toBe(3);
});
