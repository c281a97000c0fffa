import { Field, InputType, registerEnumType } from 'type-graphql';
import type { ConsentAnswer } from './subscribe-messages.entities';

const answers: Record<ConsentAnswer, ConsentAnswer> = { ACCEPT: 'ACCEPT', REJECT: 'REJECT', BAN: 'BAN' };
registerEnumType(answers, {
  name: 'MessageConsentAnswer',
  description: 'What WeChat’s dialog (`wx.requestSubscribeMessage`) was answered for a template.',
  valuesConfig: {
    ACCEPT: { description: 'One more message may be sent (允许).' },
    REJECT: { description: 'No more messages; what was accepted before stays (拒绝).' },
    BAN: { description: 'WeChat has banned the template: nothing of it can be sent (封禁).' },
  },
});

@InputType({ description: 'The answer for one template.' })
export class MessageConsentAnswerInput {
  @Field(() => String, { description: '`templateId` of one of `Member.messageTemplates`.' })
  templateId: string;

  @Field(() => answers, { description: 'As WeChat reports it; `filter` is no answer and is left out.' })
  answer: ConsentAnswer;
}

@InputType({ description: 'What WeChat’s dialog was answered after one tap.' })
export class MessageConsentRecordInput {
  @Field(() => String, {
    description: 'Made by the caller; a repetition with the same key is answered, not done again.',
  })
  idempotencyKey: string;

  @Field(() => [MessageConsentAnswerInput], { description: 'One for each template that was asked for.' })
  answers: MessageConsentAnswerInput[];
}
