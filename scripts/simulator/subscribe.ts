import { WeChatError } from './errors';
import type { SimulatorDeps } from './types';

/** The templates of the demo by id, each with its title and its fields. A template is chosen at mp.weixin.qq.com. */
export const DEMO_TEMPLATES: ReadonlyMap<string, { title: string; fields: readonly string[] }> = new Map([
  ['demo-template-level', { title: '等级变动提醒', fields: ['thing1', 'time2', 'thing3'] }],
  ['demo-template-expiry', { title: '到期提醒', fields: ['thing1', 'time2', 'thing3'] }],
  ['demo-template-reward', { title: '奖励到账提醒', fields: ['thing1', 'time2', 'thing3'] }],
  ['demo-template-order', { title: '订单进度提醒', fields: ['thing1', 'time2', 'thing3'] }],
  ['demo-template-wallet', { title: '储值变动提醒', fields: ['thing1', 'time2', 'thing3'] }],
]);

/** What WeChat takes in a field, by the letters of its name. */
const FIELD_RULES: Readonly<Record<string, (value: string) => boolean>> = {
  thing: (value) => value !== '' && [...value].length <= 20,
  time: (value) => /^(\d{4}年\d{1,2}月\d{1,2}日 ?)?([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(value),
};

/** A message that somebody's phone has shown. */
export interface SentMessage {
  readonly sentAt: number;
  readonly openid: string;
  readonly templateId: string;
  readonly title: string;
  readonly page: string;
  readonly values: readonly string[];
}

/** More than anybody looks at; bounds memory. */
const KEPT = 500;

/** Who accepted how many messages of which template, and what was sent. */
export class SubscribeBook {
  private readonly accepted = new Map<string, number>();
  private readonly sent: SentMessage[] = [];

  constructor(private readonly deps: Pick<SimulatorDeps, 'now'>) {}

  /** An accept of the dialog: one more message may be sent. */
  accept(openid: string, templateId: string): void {
    const key = `${openid} ${templateId}`;
    this.accepted.set(key, (this.accepted.get(key) ?? 0) + 1);
  }

  /**
   * Sends a message and uses an accept up.
   * @throws WeChatError 40037 unknown template, 47003 a field missing, too many or malformed, 43101 nothing accepted
   */
  send(openid: string, templateId: string, page: string, data: unknown): void {
    const template = DEMO_TEMPLATES.get(templateId);
    if (!template) throw new WeChatError(40037);
    const values = template.fields.map((name) => fieldValue(data, name));
    const key = `${openid} ${templateId}`;
    const left = this.accepted.get(key) ?? 0;
    if (left === 0) throw new WeChatError(43101);
    this.accepted.set(key, left - 1);
    const { title } = template;
    this.sent.unshift({ sentAt: this.deps.now(), openid, templateId, title, page, values });
    this.sent.length = Math.min(this.sent.length, KEPT);
  }

  /** What was sent, the latest first. */
  messages(): readonly SentMessage[] {
    return this.sent;
  }
}

function fieldValue(data: unknown, name: string): string {
  const field: unknown =
    typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined;
  const value = typeof field === 'object' && field !== null && 'value' in field ? field.value : undefined;
  const isFine = FIELD_RULES[name.replace(/\d+$/, '')];
  if (typeof value !== 'string' || !isFine?.(value)) throw new WeChatError(47003, ` data.${name}.value invalid`);
  return value;
}
