import { createLog } from './log';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('info', { write: (line: string) => void lines.push(line) }));
  return lines.join('');
}

describe('the log', () => {
  it.each(['authorization', 'accessToken', 'refreshToken', 'clientSecret', 'secret', 'sessionKey'])(
    'drops %s, up to two levels deep',
    (name) => {
      const value = 'the-very-secret-value';
      for (const object of [{ [name]: value }, { a: { [name]: value } }, { a: { b: { [name]: value } } }]) {
        const line = logged((log) => log.info(object, 'told'));
        expect(line).toContain('[secret]');
        expect(line).not.toContain('very-secret');
      }
    },
  );

  it.each(['phone', 'openid', 'unionid', 'nickname', 'address'])('masks %s', (name) => {
    const line = logged((log) => log.info({ member: { [name]: '13812345678' } }));
    expect(line).toContain('138****5678');
    expect(line).not.toContain('13812345678');
    expect(logged((log) => log.info({ [name]: '张三' }))).toContain('****');
    expect(logged((log) => log.info({ [name]: '张三' }))).not.toContain('张三');
  });

  it('masks in child logs too, and says the level in words', () => {
    const line = logged((log) => log.child({ requestId: 'r-1' }).warn({ phone: '13812345678' }, 'told'));
    expect(JSON.parse(line)).toMatchObject({ level: 'warn', requestId: 'r-1', phone: '138****5678', msg: 'told' });
  });
});
